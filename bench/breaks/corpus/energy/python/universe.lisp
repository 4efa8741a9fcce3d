(lang intent 1.0)

(universe electricity
  "Electricity sold and bought back: meters, market prices, and the bills made of both."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
