(lang intent 1.0)

(service tides
  "Water levels: what was measured and what is foretold."
  (language rust)

  (alias Level f64)

  (enum Confidence measured computed guessed)
  (enum Swell calm moderate rough)

  (entity Station (code string :key) (name string) (datum Level) (zone string))

  (entity Tide
    "One turn of the water."
    (at timestamp)
    (level Level "Metres above chart datum.")
    (rising bool)
    (confidence Confidence :default computed))

  (entity Window
    "A stretch of time in which the water stands high enough."
    (opens timestamp)
    (closes timestamp)
    (least Level)
    (swell Swell :default calm))

  (entity Forecast
    (station Station.code)
    (issued timestamp)
    (turns (list Tide))
    (surge-by-hour (map i32 f64) "Hours from issue, and metres on top of the tide."))

  (error unknown-station :status 404 (station Station.code))
  (error no-forecast :status 409 (station Station.code) (latest date))

  (rpc get-forecast
    (in (station Station.code) (day date) (days i32 :default 1))
    (out Forecast)
    (errors unknown-station))

  (rpc list-windows
    "Windows of one day with at least so much water."
    (in (station Station.code) (day date) (least Level))
    (out (list Window)))

  (event surge-warned
    (station Station.code)
    (level Level)
    (begins timestamp)
    (lasts duration)))
