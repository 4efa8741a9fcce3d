(lang intent 1.0)

(universe harbour
  "A harbour: vessels, tides, and the port calls between them."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
