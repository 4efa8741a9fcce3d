(lang intent 1.0)

(service market
  "Wholesale prices and forecasts of the zones of the grid."
  (language typescript)

  (enum Currency eur chf dkk)
  (enum Product day-ahead intraday balancing)

  (alias ZoneCode string)

  (entity Zone
    (code ZoneCode :key)
    (name string)
    (neighbours (list ZoneCode))
    (loss-factor f64 :default 0.04))

  (entity PricePoint
    (zone ZoneCode)
    (starts-at timestamp)
    (price-per-mwh f64)
    (currency Currency :default eur)
    (volume-mwh (optional f64)))

  (entity Forecast
    (zone ZoneCode)
    (day date)
    (hourly (list f64) "Megawatts, one for each hour.")
    (confidence f64))

  (error no-prices :status 404 (zone ZoneCode) (day date))
  (error unknown-zone :status 404 (zone ZoneCode))

  (rpc day-prices
    (in (zone ZoneCode) (day date) (product Product :default day-ahead))
    (out (list PricePoint))
    (errors no-prices))

  (rpc get-forecast
    (in (zone ZoneCode) (day date))
    (out Forecast))

  (rpc get-zone
    (in (code ZoneCode))
    (out Zone)
    (errors unknown-zone))

  (event prices-published
    (zone ZoneCode)
    (day date)
    (product Product)
    (average-price f64)))
