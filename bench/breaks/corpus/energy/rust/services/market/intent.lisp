(lang intent 1.0)

(service market
  "What the exchange pays, what the state adds, and what the weather promises."
  (language typescript)

  (enum Product day-ahead intraday balancing)

  (alias Area string)

  (entity PricePoint
    (area Area)
    (starts-at timestamp)
    (product Product)
    (price decimal "Euros for a megawatt hour; it may be negative.")
    (volume f64 "Megawatt hours that were traded."))

  (entity Surcharge (name string) (per-kwh decimal) (since date))

  (entity Forecast
    (area Area)
    (day date)
    (demand (list f64) "Megawatts, an hour each.")
    (renewable-share f64)
    (confidence f64)
    (source (optional string)))

  (error market-closed :status 503 (area Area))
  (error no-forecast :status 404 (area Area) (day date))

  (rpc spot-prices
    (in (area Area) (day date) (product Product))
    (out (list PricePoint))
    (errors market-closed))

  (rpc current-surcharges
    (in (on date))
    (out (list Surcharge)))

  (rpc get-forecast
    (in (area Area) (day date))
    (out Forecast)
    (errors no-forecast))

  (event prices-published
    (area Area)
    (day date)
    (product Product)
    (points (list PricePoint))
    (sequence i64 "Counts publications of a day; a later one replaces an earlier one.")))
