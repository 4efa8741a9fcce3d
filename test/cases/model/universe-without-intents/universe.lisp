(lang intent 1.0)

(universe shop
  (services "services/*" "more/*"))
