(lang intent 1.0)

(universe auth
  "One intent in three languages: rpcs that ask who calls."
  (services "services/*"))
