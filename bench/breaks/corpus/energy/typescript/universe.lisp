(lang intent 1.0)

(universe energy
  "Electricity: the meters in the grid, the market it is bought on, and the supplier of households."
  (services "services/*")
  (limits :repair-cycles 3 :minutes 15 :usd 5.00)
  (sandbox none))
