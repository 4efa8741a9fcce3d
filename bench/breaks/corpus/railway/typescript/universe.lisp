(lang intent 1.0)

(universe railway
  "A railway: who owns the tracks, who sells the tickets, and who runs the trains."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
