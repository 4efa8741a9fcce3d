(lang intent 1.0)

(universe times
  "One intent in three languages: what runs at fixed times."
  (services "services/*"))
