(lang intent 1.0)

(universe limits
  "One intent in three languages: rpcs that are limited in time, called again, and remembered."
  (services "services/*"))
