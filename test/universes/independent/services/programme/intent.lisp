(lang intent 1.0)

(service programme
  "What is played, when, and in which hall."
  (language rust)

  (enum Genre drama comedy opera dance)

  (entity Production
    "A play as this house stages it."
    (id i32 :key)
    (title string)
    (genre Genre)
    (minutes i32 "Running time without the interval.")
    (interval-minutes i32 :default 20)
    (subtitle (optional string)))

  (entity Performance
    "One evening of a production."
    (id i32 :key)
    (production-id Production.id)
    (hall string)
    (starts-at timestamp)
    (price-cents i64 "Of the cheapest seat."))

  (error unknown-production :status 404 (id Production.id))
  (error unknown-performance :status 404 (id Performance.id))
  (error hall-taken :status 409 (hall string) (by Performance.id))

  (rpc get-production
    (in (id Production.id))
    (out Production)
    (errors unknown-production))

  (rpc get-performance
    (in (id Performance.id))
    (out Performance)
    (errors unknown-performance))

  (rpc list-performances
    "The evenings of a production, earliest first."
    (in (production-id Production.id) (limit i32 :default 50))
    (out (list Performance)))

  (rpc schedule
    "Puts a production into a hall for an evening."
    (in (production-id Production.id) (hall string) (starts-at timestamp) (price-cents i64))
    (out Performance)
    (errors unknown-production hall-taken))

  (rpc call-off
    (in (id Performance.id) (reason string))
    (out Performance)
    (errors unknown-performance))

  (event performance-scheduled (performance Performance) (title string))
  (event performance-called-off (performance-id Performance.id) (reason string)))
