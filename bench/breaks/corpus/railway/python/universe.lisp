(lang intent 1.0)

(universe railway
  "A train operator between the company that owns the tracks and the one that sells the tickets."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
