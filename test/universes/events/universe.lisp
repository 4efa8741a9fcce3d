(lang intent 1.0)

(universe events
  "One intent in three languages: events that are told and heard."
  (services "services/*"))
