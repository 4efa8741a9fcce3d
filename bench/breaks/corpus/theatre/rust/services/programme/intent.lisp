(lang intent 1.0)

(service programme
  "What is played, where, and by whom."
  (language python)

  (enum Genre drama opera ballet concert)
  (enum ShowState announced on-sale cancelled)

  (entity Role
    (name string)
    (actor string)
    (understudy (optional string)))

  (entity Production
    "A staged work."
    (id i32 :key)
    (title string)
    (genre Genre)
    (running-time i32 "In minutes, without the interval.")
    (rating-age u32 :default 0)
    (roles (list Role))
    (tags (list string)))

  (entity Performance
    "One evening of a production."
    (id i64 :key)
    (production-id Production.id)
    (hall string)
    (starts-at timestamp "When the curtain rises.")
    (state ShowState :default announced)
    (capacity u32)
    (demand f64 "What a plain price is multiplied by."))

  (error production-not-found :status 404 (id Production.id))
  (error performance-not-found :status 404 (id Performance.id))

  (rpc get-production
    (in (id Production.id))
    (out Production)
    (errors production-not-found))

  (rpc get-performance
    (in (id Performance.id))
    (out Performance)
    (errors performance-not-found))

  (rpc list-performances
    "Evenings of a production from a day on."
    (in (production-id Production.id) (from date) (limit u32 :default 50))
    (out (list Performance)))

  (event performance-cancelled (performance-id Performance.id) (reason string))
  (event performance-moved (performance-id Performance.id) (hall string) (starts-at timestamp))
  (event rehearsal-called (production-id Production.id) (day date) (names (list string)) (lasts duration)))
