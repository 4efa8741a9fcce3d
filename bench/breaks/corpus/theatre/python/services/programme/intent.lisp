(lang intent 1.0)

(service programme
  "Productions, halls and what is played when."
  (language typescript)

  (enum Genre drama opera ballet concert)
  (enum PriceBand stalls circle gallery)
  (enum PerformanceState planned on-sale sold-out cancelled)

  (alias Minutes i32)

  (entity SeatRow
    (label string)
    (places i32)
    (band PriceBand))

  (entity Hall
    (id i32 :key)
    (name string)
    (rows (list SeatRow))
    (step-free bool :default true))

  (entity Production
    (id i64 :key)
    (title string)
    (genre Genre)
    (running-time duration)
    (premiere date)
    (languages (list string))
    (age-from (optional i32))
    (synopsis string))

  (entity Performance
    (id i64 :key)
    (production-id Production.id)
    (hall Hall)
    (starts-at timestamp)
    (state PerformanceState :default planned)
    (prices (map string decimal) "By band.")
    (interval (optional Minutes)))

  (entity CastMember
    (person-id uuid)
    (name string)
    (part string)
    (understudy bool :default false)
    (billing i32 "Where the name stands on the bill."))

  (entity Rehearsal
    (hall-id Hall.id)
    (from timestamp)
    (length duration))

  (error performance-not-found :status 404 (id Performance.id))
  (error production-not-found :status 404 (id Production.id))

  (rpc get-performance
    (in (id Performance.id))
    (out Performance)
    (errors performance-not-found))

  (rpc get-production
    (in (id Production.id))
    (out Production)
    (errors production-not-found))

  (rpc list-performances
    (in (from date) (to date) (hall-id (optional Hall.id)))
    (out (list Performance)))

  (rpc get-cast
    (in (production-id Production.id))
    (out (list CastMember)))

  (rpc list-rehearsals
    (in (day date))
    (out (list Rehearsal)))

  (event performance-cancelled
    (performance-id Performance.id)
    (reason string)
    (instead (optional Performance.id)))

  (event performance-moved
    (performance-id Performance.id)
    (starts-at timestamp)
    (delay duration)))
