(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity)
  (entity User Person (id i32))
  (alias Cents)
  (alias "Cents" i64)
  (gap)
  (gap "" "two")
  (enum Empty)
  (rpc get-user (out string i32) (errors "none"))
  (bootstrap "text" (config (port)))
  (uses)
  (event "said")
  (language))
