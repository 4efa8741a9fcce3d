(lang intent 1.0)

(service dispatch
  "What runs and what is late, who sits where and who drives, what is carried and what was left behind."
  (language rust)

  (uses infra (rpc get-track) (rpc request-path) (rpc possessions-on))
  (uses sales (rpc get-ticket) (rpc get-passenger) (rpc refund-ticket))

  (alias TrainNumber i32)
  (alias Minutes i32)

  (enum Category express regional freight)
  (enum TrainState planned running held cancelled)
  (enum Cause "Why a train is late." weather signalling crew works)
  (enum SeatPosition window aisle)

  (entity Stop
    "A train at a station; the first has no arrival, the last no departure."
    (station string)
    (arrives (optional timestamp))
    (departs (optional timestamp))
    (platform string))

  (entity Coach
    (number u32)
    (class sales/TravelClass)
    (seats u32)
    (quiet bool))

  (entity Train
    (number TrainNumber :key)
    (category Category)
    (runs-on date)
    (path-code infra/Path.code)
    (stops (list Stop))
    (formation (list Coach))
    (state TrainState :default planned)
    (delay Minutes :default 0)
    (remarks (map string string)))

  (entity Departure
    "A line of the board in a station's hall."
    (train TrainNumber)
    (label string)
    (at timestamp)
    (platform string)
    (delay Minutes))

  (entity Reservation
    (id i64 :key)
    (train TrainNumber)
    (ticket sales/Ticket.number)
    (coach u32)
    (seat u32)
    (position SeatPosition)
    (fee decimal))

  (entity Wagon
    (number string :key)
    (tare-kg u32)
    (load-kg u32)
    (length-m f64)
    (hazard bool))

  (entity Consignment
    (id i64 :key)
    (sender string)
    (train TrainNumber)
    (wagons (list Wagon))
    (charge decimal))

  (entity Duty
    "Who works on which train."
    (crew-id i32)
    (name string)
    (train TrainNumber)
    (starts timestamp)
    (lasts duration))

  (entity FoundItem
    "What somebody left behind."
    (id u32 :key)
    (description string)
    (found-on date)
    (train (optional TrainNumber))
    (tags (list string))
    (owner (optional sales/Passenger.id))
    (worth (optional f64)))

  (entity Punctuality
    (day date)
    (trains i32)
    (on-time f64 "The share of trains that were.")
    (by-cause (map string Minutes))
    (worst (optional TrainNumber)))

  (error train-not-found :status 404 (number TrainNumber))
  (error no-path :status 409 (earliest timestamp))
  (error train-full :status 409 (number TrainNumber))
  (error overloaded :status 422 (kg u64) (limit-kg u64))
  (error crew-tired :status 409 (crew-id i32) (rested duration))
  (error item-not-found :status 404 (id FoundItem.id))
  (error already-claimed :status 409 (id FoundItem.id))

  (rpc plan-train
    (in
      (number TrainNumber)
      (category Category)
      (runs-on date)
      (stops (list Stop))
      (tracks (list infra/Track.id))
      (formation (list Coach)))
    (out Train)
    (errors no-path))

  (rpc departures
    "What leaves a station next."
    (in (station string) (after timestamp) (limit i32 :default 8))
    (out (list Departure)))

  (rpc reserve-seat
    (in (ticket sales/Ticket.number) (train TrainNumber) (position (optional SeatPosition)))
    (out Reservation)
    (errors train-not-found train-full))

  (rpc report-delay
    (in (train TrainNumber) (minutes Minutes) (cause Cause) (seen timestamp))
    (out Train)
    (errors train-not-found))

  (rpc accept-freight
    (in (sender string) (train TrainNumber) (wagons (list Wagon)))
    (out Consignment)
    (errors train-not-found overloaded))

  (rpc assign-duty
    "The duties of whoever got one more."
    (in (duty Duty))
    (out (list Duty))
    (errors train-not-found crew-tired))

  (rpc hand-in
    (in
      (description string)
      (found-on date)
      (train (optional TrainNumber))
      (tags (list string))
      (worth (optional f64)))
    (out FoundItem))

  (rpc find-items
    (in (word string) (page i32 :default 1) (size i32 :default 20))
    (out (list FoundItem)))

  (rpc claim-item
    (in (id FoundItem.id) (owner sales/Passenger.id))
    (out FoundItem)
    (errors item-not-found already-claimed))

  (rpc day-report
    (in (day date))
    (out Punctuality))

  (event train-delayed (train TrainNumber) (minutes Minutes) (cause Cause))
  (event train-cancelled (number TrainNumber) (runs-on date))
  (event seat-reserved (reservation Reservation))

  (on infra/possession-granted :do clear-track)
  (on infra/restriction-imposed :do slow-down)
  (on infra/restriction-lifted :do speed-up)
  (on sales/ticket-refunded :do free-seats))
