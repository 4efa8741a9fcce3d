(lang intent 1.0)

(universe files
  "One intent in three languages: files that are sent and answered with."
  (services "services/*"))
