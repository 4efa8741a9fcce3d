(lang intent 1.0)

(universe my-universe
  "Two services to begin with."
  (services "services/*")
  (sandbox none)
  (delivery draft-branch))
