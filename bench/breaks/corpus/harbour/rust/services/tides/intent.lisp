(lang intent 1.0)

(service tides
  "High and low water at the gauges of the coast."
  (language python)

  (enum TideKind high low)
  (enum WarningLevel "How bad a surge gets." notice warning alarm)

  (entity Station
    "A gauge."
    (id i32 :key)
    (name string)
    (datum-cm i32 "The gauge's zero below chart datum."))

  (entity Tide
    "One turn of the tide."
    (id i64 :key)
    (kind TideKind)
    (at timestamp)
    (height-cm i32 "Above chart datum."))

  (entity Forecast
    (station Station)
    (tides (list Tide))
    (issued-at timestamp)
    (wind-knots (optional f64)))

  (error station-unknown :status 404 (station-id Station.id))

  (rpc forecast-tides
    "Turns of the tide at one gauge."
    (in (station-id Station.id) (from timestamp) (hours u32 :default 24))
    (out Forecast)
    (errors station-unknown))

  (event surge-warned
    "Water comes higher than the tables say."
    (station-id Station.id)
    (from timestamp)
    (until timestamp)
    (level WarningLevel)
    (extra-cm i32)))
