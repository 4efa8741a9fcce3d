(lang intent 1.0)

(universe library
  "A public library: its lending, the catalogue of titles before it and the accounts of people."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
