(lang intent 1.0)

(universe joint
  "One intent in three languages: a broker beside tools, routes, times, limits of rpcs and what is kept."
  (services "services/*"))
