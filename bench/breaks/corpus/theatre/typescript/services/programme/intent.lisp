(lang intent 1.0)

(service programme
  "What is played, when, where and by whom."
  (language rust)

  (alias Minutes i32)

  (enum Genre drama comedy opera dance)
  (enum PerformanceStatus planned on-sale sold-out cancelled)

  (entity HallRow
    (label string)
    (seats i32))

  (entity Hall
    "A room with a stage."
    (id i32 :key)
    (name string)
    (rows (list HallRow)))

  (entity Production
    "A play as this house stages it."
    (id i32 :key)
    (title string)
    (genre Genre)
    (minutes Minutes)
    (premiere date)
    (age-from i32)
    (languages (list string))
    (royalty f64 "The author's share of the takings.")
    (subtitle (optional string)))

  (entity Performance
    "One evening of a production."
    (id i64 :key)
    (production-id Production.id)
    (hall-id Hall.id)
    (starts-at timestamp)
    (interval duration)
    (status PerformanceStatus :default planned)
    (sponsor (optional string)))

  (entity CastMember
    (person-id uuid :key)
    (name string)
    (role string)
    (understudy (optional string)))

  (entity Rehearsal
    (id i64 :key)
    (production-id Production.id)
    (hall-id Hall.id)
    (starts-at timestamp)
    (called (list CastMember.person-id)))

  (error performance-not-found :status 404 (id Performance.id))
  (error production-not-found :status 404 (id Production.id))
  (error hall-not-found :status 404 (id Hall.id))

  (rpc get-performance
    (in (id Performance.id))
    (out Performance)
    (errors performance-not-found))

  (rpc get-production
    (in (id Production.id))
    (out Production)
    (errors production-not-found))

  (rpc get-hall
    (in (id Hall.id))
    (out Hall)
    (errors hall-not-found))

  (rpc list-performances
    "Performances of some days, in no order."
    (in (from date) (days i32) (limit u32))
    (out (list Performance)))

  (rpc cast-of
    (in (performance-id Performance.id))
    (out (list CastMember))
    (errors performance-not-found))

  (event performance-cancelled
    (performance Performance)
    (reason string))

  (event performance-moved
    (performance-id Performance.id)
    (from timestamp)
    (to timestamp))

  (event rehearsal-called
    (rehearsal Rehearsal)))
