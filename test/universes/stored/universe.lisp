(lang intent 1.0)

(universe kept
  (services "services/*"))
