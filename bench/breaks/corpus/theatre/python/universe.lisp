(lang intent 1.0)

(universe theatre
  "A theatre: what is played, who pays for it, and what happens in the foyer."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
