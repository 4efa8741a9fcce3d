(lang intent 1.0)

(service seating
  "Which seats are taken on which evening."
  (language rust)

  (uses programme (rpc get-performance) (entity Performance))

  (entity Seat
    (row string)
    (number i32))

  (entity Allocation
    "The seats of one party."
    (performance-id programme/Performance.id)
    (hall string)
    (seats (list Seat)))

  (entity Turnout
    (performance-id programme/Performance.id)
    (taken i32))

  (error sold-out :status 409 (performance-id programme/Performance.id) (left i32))

  (rpc allocate
    "Finds seats side by side, or as close as the house allows."
    (in (performance-id programme/Performance.id) (party i32) (front bool :default false))
    (out Allocation)
    (errors sold-out programme/unknown-performance))

  (rpc release
    "Gives seats back and says how many had been taken."
    (in (performance-id programme/Performance.id) (seats (list Seat)))
    (out i32))

  (rpc occupancy
    "Taken seats of each evening that has any, the fullest first."
    (out (list Turnout)))

  (on programme/performance-called-off :do clear-house))
