(lang intent 1.0)

(universe playhouse
  "A theatre: what is played, who sits where, who paid, and what the posters say."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none)
  (delivery draft-branch))
