(lang intent 1.0)
(service bells
  (language rust)
  (event rung (id uuid)))
