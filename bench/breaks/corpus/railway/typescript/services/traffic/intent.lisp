(lang intent 1.0)

(service traffic
  "Runs the trains: timetable, seats, freight, crews, delays, and what people leave behind."
  (language typescript)

  (uses infrastructure
    (rpc get-station)
    (rpc route)
    (rpc request-path)
    (rpc return-path)
    (rpc list-possessions)
    (rpc list-restrictions))
  (uses sales (rpc get-ticket) (rpc get-passenger) (rpc tickets-of-train) (rpc pay-back) (rpc notify))

  (alias Kilograms i32)
  (alias DriverId i32)

  (enum Category express regional suburban)
  (enum Cause signal weather staff vehicle)
  (enum SeatKind window aisle table)
  (enum ItemState found claimed returned)

  (entity Stop
    "A call at a station; a train arrives nowhere before its first stop and departs nowhere after its last."
    (station infrastructure/Station.code)
    (arrives-at (optional timestamp))
    (departs-at (optional timestamp))
    (platform string)
    (on-request bool :default false))

  (entity Coach
    (number i32)
    (travel-class sales/TravelClass)
    (seats i32)
    (quiet bool)
    (equipment (list string)))

  (entity Train
    (id i32 :key)
    (label string "As it stands on the board: IC 204.")
    (category Category)
    (day date)
    (stops (list Stop))
    (formation (list Coach))
    (path string)
    (charge decimal)
    (driver (optional DriverId))
    (cancelled bool :default false))

  (entity Departure
    (train-id Train.id)
    (label string)
    (towards string)
    (planned-at timestamp)
    (platform string)
    (delay duration))

  (entity Reservation
    (id uuid :key)
    (train-id Train.id)
    (ticket-number sales/Ticket.number)
    (coach i32)
    (seat i32)
    (kind SeatKind)
    (fee decimal)
    (held-until (optional timestamp)))

  (entity Disruption
    (id i32 :key)
    (train-id Train.id)
    (cause Cause)
    (minutes i32)
    (note (optional string))
    (reported-at timestamp))

  (entity Wagon
    (id string "Twelve digits; the last is a check digit." :key)
    (tare Kilograms)
    (payload Kilograms)
    (length f64)
    (braked bool)
    (inspected date))

  (entity Consignment
    (id i64 :key)
    (customer string)
    (wagons (list Wagon))
    (goods (map string f64) "Tonnes by code of goods.")
    (hazard (optional i32) "Number of the dangerous substance.")
    (value decimal)
    (booked-at timestamp))

  (entity Duty
    (driver DriverId)
    (train-id Train.id)
    (begins-at timestamp)
    (ends-at timestamp)
    (pause duration))

  (entity LostItem
    (id i32 :key)
    (train-id Train.id)
    (description string)
    (colours (list string))
    (found-on date)
    (shelf string)
    (state ItemState :default found)
    (owner (optional sales/Passenger.id)))

  (entity Punctuality
    (category Category)
    (trains u32)
    (on-time u32)
    (share f64)
    (worst duration))

  (error train-not-found :status 404 (id Train.id))
  (error section-closed :status 409 (section-id infrastructure/Section.id) (until timestamp))
  (error no-seat :status 409 (train-id Train.id) (wanted i32))
  (error too-heavy :status 422 (mass Kilograms) (limit Kilograms))
  (error wagon-unfit :status 422 (wagon Wagon.id) (reason string))
  (error rest-too-short :status 409 (driver DriverId) (missing duration))
  (error item-not-found :status 404 (id LostItem.id))

  (rpc plan-train
    (in (label string) (category Category) (day date) (stops (list Stop)) (formation (list Coach)))
    (out Train)
    (errors section-closed))

  (rpc departures
    "The next trains from a station, earliest first."
    (in (station infrastructure/Station.code) (after timestamp) (limit i32 :default 10))
    (out (list Departure)))

  (rpc report-delay
    (in (train-id Train.id) (minutes i32) (cause Cause) (note (optional string)))
    (out Disruption)
    (errors train-not-found))

  (rpc cancel-train
    (in (id Train.id) (cause Cause))
    (out Train)
    (errors train-not-found))

  (rpc reserve-seats
    (in (train-id Train.id) (ticket-number sales/Ticket.number) (count i32) (kind (optional SeatKind)))
    (out (list Reservation))
    (errors train-not-found no-seat))

  (rpc book-freight
    (in (customer string) (wagons (list Wagon)) (goods (map string f64)) (hazard (optional i32)) (value decimal))
    (out Consignment)
    (errors wagon-unfit too-heavy))

  (rpc assign-driver
    (in (train-id Train.id) (driver DriverId) (pause duration))
    (out Duty)
    (errors train-not-found rest-too-short))

  (rpc report-found
    (in (train-id Train.id) (description string) (colours (list string)) (found-on date))
    (out LostItem))

  (rpc find-items
    (in (words string) (since (optional date)) (page i32 :default 1))
    (out (list LostItem)))

  (rpc claim-item
    (in (id LostItem.id) (owner sales/Passenger.id))
    (out LostItem)
    (errors item-not-found))

  (rpc measure-punctuality
    (in (from date) (to date))
    (out (list Punctuality)))

  (event train-delayed (disruption Disruption) (label string))
  (event train-cancelled (train Train) (cause Cause))
  (event seats-released (train-id Train.id) (seats (list string)))
  (event item-claimed (item LostItem) (claimed-at timestamp))

  (on infrastructure/possession-granted :do close-section)
  (on infrastructure/speed-restricted :do slow-down)
  (on sales/ticket-sold :do hold-seats)
  (on sales/ticket-cancelled :do release-seats))
