(lang intent 1.0)

(universe routes
  "One intent in three languages: rpcs that have paths of their own."
  (services "services/*"))
