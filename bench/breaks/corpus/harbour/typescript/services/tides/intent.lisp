(lang intent 1.0)

(service tides
  "Water levels at the gauges of the coast."
  (language python)

  (alias Metres f64)

  (enum TideKind "A turning point of the water." high low)
  (enum Confidence measured predicted stale)

  (entity Station
    "A gauge and where it stands."
    (code string :key)
    (name string)
    (datum-offset Metres)
    (sensors (list string)))

  (entity Tide
    (id i64 :key)
    (station Station.code)
    (kind TideKind)
    (at timestamp)
    (height Metres)
    (confidence Confidence :default predicted))

  (entity Window
    "A stretch of time in which the water is deep enough."
    (opens timestamp)
    (lasts duration)
    (min-depth Metres))

  (error unknown-station :status 404 (station Station.code))
  (error no-forecast :status 409 (station Station.code) (day date))

  (rpc get-station
    (in (code Station.code))
    (out Station)
    (errors unknown-station))

  (rpc get-tides
    "Turning points of a day, the earliest first."
    (in (station Station.code) (day date))
    (out (list Tide))
    (errors unknown-station))

  (rpc find-windows
    (in (station Station.code) (day date) (depth Metres))
    (out (list Window))
    (errors unknown-station no-forecast))

  (event tide-corrected (tide Tide) (previous Metres) (reason string))
  (event gauge-silent (station Station.code) (since timestamp)))
