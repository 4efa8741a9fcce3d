(lang intent 1.0)

(universe scenarios
  "One intent in three languages: scenarios of a whole service."
  (services "services/*"))
