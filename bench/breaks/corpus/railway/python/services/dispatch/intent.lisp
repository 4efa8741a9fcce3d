(lang intent 1.0)

(service dispatch
  "The operator's desk: trains and their paths, seats, freight, crews, delays, lost property."
  (language python)

  (uses infra
    (rpc get-track get-station list-restrictions request-slot release-slot)
    (entity Station Track Restriction Possession Slot))
  (uses sales
    (rpc get-passenger list-tickets refund-ticket)
    (entity Passenger Ticket Refund))

  (alias TrainId i32)
  (alias Kilograms u32)

  (enum TrainKind intercity regional suburban freight)
  (enum TrainState planned running delayed cancelled)
  (enum Cause weather signalling crew rolling-stock trackwork)
  (enum Role driver conductor shunter)
  (enum ItemState found claimed returned)

  (entity Stop
    (station infra/Station.code)
    (arrives (optional timestamp))
    (departs (optional timestamp))
    (platform string))

  (entity Train
    (id TrainId :key)
    (number string "As passengers know it: IC 512.")
    (kind TrainKind)
    (state TrainState :default planned)
    (stops (list Stop))
    (route (list infra/Track.id))
    (coaches (map string i32) "How many seats each coach has.")
    (slot (optional string)))

  (entity Reservation
    (id i64 :key)
    (train-id TrainId)
    (ticket sales/Ticket.number)
    (coach string)
    (seat i32)
    (fee i64 "Cents.")
    (booked timestamp))

  (entity Wagon
    (number string :key)
    (tare Kilograms)
    (axles i32)
    (length f64 "Metres over buffers.")
    (reviewed date))

  (entity Consignment
    (id uuid :key)
    (shipper string)
    (wagons (list Wagon))
    (loads (map string Kilograms) "What lies in each wagon, by its number.")
    (rate decimal "Euros for a tonne.")
    (dangerous bool)
    (deliver-by date))

  (entity Duty
    (crew string)
    (train-id TrainId)
    (role Role)
    (starts timestamp)
    (length duration))

  (entity Delay
    (train-id TrainId)
    (minutes i32)
    (cause Cause)
    (noticed timestamp)
    (note (optional string)))

  (entity LostItem
    (id i32 :key)
    (description string)
    (station infra/Station.code)
    (found-on date)
    (state ItemState :default found)
    (worth (optional decimal))
    (colours (list string)))

  (entity Departure
    (train string)
    (platform string)
    (due timestamp)
    (expected timestamp))

  (entity Punctuality
    (trains i32)
    (on-time f64 "Percent.")
    (causes (map string i32)))

  (error train-not-found :status 404 (id TrainId))
  (error track-blocked :status 409 (track-id infra/Track.id) (until timestamp))
  (error coach-full :status 409 (coach string))
  (error overloaded :status 422 (wagon string) (excess Kilograms))
  (error duty-too-long :status 422 (crew string) (hours f64))
  (error item-not-found :status 404 (id i32))

  (rpc plan-train
    (in (number string) (kind TrainKind) (stops (list Stop)) (route (list infra/Track.id)) (coaches (map string i32)))
    (out Train)
    (errors track-blocked))

  (rpc list-departures
    (in (station infra/Station.code) (since timestamp) (limit i32 :default 10))
    (out (list Departure)))

  (rpc reserve-seat
    (in (train-id TrainId) (ticket sales/Ticket.number) (wish (optional string)))
    (out Reservation)
    (errors train-not-found coach-full))

  (rpc report-delay
    (in (train-id TrainId) (minutes i32) (cause Cause) (note (optional string)))
    (out Train)
    (errors train-not-found))

  (rpc get-punctuality
    (in (day date))
    (out Punctuality))

  (rpc load-consignment
    (in (consignment Consignment) (route (list infra/Track.id)))
    (out decimal)
    (errors overloaded))

  (rpc assign-duty
    (in (crew string) (train-id TrainId) (role Role) (starts timestamp) (length duration))
    (out Duty)
    (errors train-not-found duty-too-long))

  (rpc register-item
    (in (description string) (station infra/Station.code) (found-on date) (colours (list string)) (worth (optional decimal)))
    (out LostItem))

  (rpc find-items
    (in (text string) (colours (list string)) (offset i32 :default 0) (limit i32 :default 20))
    (out (list LostItem)))

  (rpc claim-item
    (in (id i32) (passenger-id sales/Passenger.id))
    (out LostItem)
    (errors item-not-found))

  (event train-delayed (train-id TrainId) (number string) (minutes i32) (cause Cause))
  (event seat-reserved (reservation Reservation))
  (event consignment-loaded (id uuid) (tonnes f64))
  (event item-claimed (item LostItem) (passenger-id sales/Passenger.id))

  (on infra/possession-announced :do plan-around)
  (on infra/restriction-set :do slow-down)
  (on sales/ticket-sold :do seat-passenger)
  (on sales/ticket-cancelled :do free-seat))
