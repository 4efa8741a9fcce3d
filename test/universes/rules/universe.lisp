(lang intent 1.0)

(universe rules
  "One intent in three languages: rules around rpcs, routes, tools, streams and listeners."
  (services "services/*"))
