(lang intent 1.0)

(service sales
  "Tickets, and the people who travel with them."
  (language python)

  (alias Money decimal)
  (alias CardNumber string)

  (enum TravelClass first second)
  (enum Need wheelchair bicycle quiet)
  (enum RefundReason delay cancellation goodwill)
  (enum Channel counter machine app)

  (entity Passenger
    (id i32 :key)
    (name string)
    (email string)
    (phone (optional string))
    (card (optional CardNumber))
    (points i64 :default 0)
    (born (optional date)))

  (entity Leg
    "A part of a journey in one train."
    (train-id traffic/Train.id)
    (from-code infrastructure/Station.code)
    (to-code infrastructure/Station.code)
    (travel-class TravelClass))

  (entity Ticket
    (number i64 :key)
    (passenger-id Passenger.id)
    (day date)
    (legs (list Leg))
    (price Money)
    (needs (list Need))
    (channel Channel)
    (sold-at timestamp))

  (entity Refund
    (ticket-number Ticket.number)
    (amount Money)
    (share f64)
    (due date))

  (entity Fare
    (travel-class TravelClass)
    (base Money)
    (per-km f64))

  (entity Season
    (card CardNumber :key)
    (holder Passenger.id)
    (valid-from date)
    (valid-until date))

  (error ticket-not-found :status 404 (number Ticket.number))
  (error passenger-not-found :status 404 (id Passenger.id))
  (error already-refunded :status 409 (number Ticket.number) (at timestamp))

  (rpc get-ticket
    (in (number Ticket.number))
    (out Ticket)
    (errors ticket-not-found))

  (rpc get-passenger
    (in (id Passenger.id))
    (out Passenger)
    (errors passenger-not-found))

  (rpc tickets-of-train
    (in (train-id traffic/Train.id))
    (out (list Ticket)))

  (rpc pay-back
    "Pays back a share of the price, from 0 to 1."
    (in (number Ticket.number) (share f64) (reason RefundReason))
    (out Refund)
    (errors ticket-not-found already-refunded))

  (rpc notify
    (in (passenger-id Passenger.id) (subject string) (body string) (urgent bool :default false)))

  (rpc quote
    (in (km f64) (travel-class TravelClass))
    (out Fare))

  (rpc renew-season
    (in (card CardNumber) (until date))
    (out Season))

  (rpc find-passengers
    (in (email string))
    (out (list Passenger)))

  (event ticket-sold (ticket Ticket))
  (event ticket-cancelled (number Ticket.number) (at timestamp))
  (event passenger-moved (passenger Passenger)))
