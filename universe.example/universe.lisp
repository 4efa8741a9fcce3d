(lang intent 1.0)

(universe shop
  "A small shop: six services in three languages."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none)
  (delivery draft-branch))
