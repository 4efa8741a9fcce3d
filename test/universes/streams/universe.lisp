(lang intent 1.0)

(universe streams
  "One intent in three languages: rpcs that answer with streams."
  (services "services/*"))
