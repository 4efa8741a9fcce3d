(lang intent 1.0)

(universe energy
  "Electricity: meters, prices, and the contracts between them."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
