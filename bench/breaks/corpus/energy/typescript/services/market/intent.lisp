(lang intent 1.0)

(service market
  "Prices and forecasts of the electricity exchange, and what the law pays for feeding in."
  (language rust)

  (alias BiddingZone string)

  (enum Product day-ahead intraday)
  (enum Technology solar wind biogas hydro)
  (enum Trend falling steady rising)

  (entity PricePoint
    "What an hour costs."
    (zone BiddingZone)
    (starts-at timestamp)
    (eur-per-mwh f64)
    (product Product :default day-ahead))

  (entity Forecast
    (zone BiddingZone)
    (day date)
    (hourly-mwh (list f64))
    (trend Trend :default steady)
    (confidence f64)
    (model (optional string)))

  (entity FeedInRate
    "What a kilowatt-hour that is fed in earns."
    (technology Technology)
    (up-to-kw f64)
    (cents-per-kwh decimal)
    (valid-from date))

  (error no-prices :status 404 (zone BiddingZone) (day date))
  (error no-rate :status 404 (technology Technology))

  (rpc list-prices
    (in (zone BiddingZone) (day date))
    (out (list PricePoint))
    (errors no-prices))

  (rpc get-forecast
    (in (zone BiddingZone) (day date))
    (out Forecast))

  (rpc get-feed-in-rate
    (in (technology Technology) (kw f64))
    (out FeedInRate)
    (errors no-rate))

  (event prices-published (zone BiddingZone) (day date) (revision i32))
  (event rate-changed (rate FeedInRate)))
