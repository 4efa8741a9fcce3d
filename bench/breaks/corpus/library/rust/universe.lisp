(lang intent 1.0)

(universe library
  "A public library: its lending desk, the catalogue before it and the accounts of its members."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
