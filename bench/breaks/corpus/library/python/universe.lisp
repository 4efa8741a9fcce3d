(lang intent 1.0)

(universe library
  "A public library with its catalogue and its accounts."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none)
  (delivery draft-branch))
