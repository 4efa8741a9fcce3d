(lang intent 1.0)

(universe storehouse
  "One service that people wrote on their own, to be handed over."
  (services "services/*")
  (sandbox none)
  (delivery draft-branch))
