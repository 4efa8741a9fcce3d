(lang intent 1.0)

(universe harbour
  "A harbour with its tide tables and the register of vessels."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none)
  (delivery draft-branch))
