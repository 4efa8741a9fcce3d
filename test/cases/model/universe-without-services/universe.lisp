(lang intent 1.0)

(universe shop
  "No services."
  (sandbox none))
