(lang intent 1.0)

(universe railway
  "A railway: what runs on which track, who sits where, and what is late."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
