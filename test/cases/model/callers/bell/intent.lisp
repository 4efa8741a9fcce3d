(lang intent 1.0)

(service bell
  (language rust)
  (event rung (at timestamp)))
