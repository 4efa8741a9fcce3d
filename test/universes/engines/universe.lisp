(lang intent 1.0)

(universe engines
  "One intent in three languages: engines and what holds of them."
  (services "services/*"))
