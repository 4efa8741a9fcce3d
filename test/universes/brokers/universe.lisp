(lang intent 1.0)

(universe brokers
  "One intent in three languages: events through a NATS server."
  (services "services/*"))
