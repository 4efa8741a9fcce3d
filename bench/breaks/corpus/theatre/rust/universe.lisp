(lang intent 1.0)

(universe theatre
  "A theatre: what is played, who pays, and who sits where."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
