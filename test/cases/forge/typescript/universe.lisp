(lang intent 1.0)

(universe laboratory
  (services "services/*"))
