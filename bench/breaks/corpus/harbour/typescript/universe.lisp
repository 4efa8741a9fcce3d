(lang intent 1.0)

(universe harbour
  "A harbour: its calls, the tides before it and the register of ships."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
