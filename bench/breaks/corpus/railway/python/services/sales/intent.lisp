(lang intent 1.0)

(service sales
  "Tickets, the people who travel on them, and what they get back."
  (language typescript)

  (alias Percent i32)
  (alias Euros f64)

  (enum TravelClass second first)
  (enum Card none half full)
  (enum RefundReason delay cancellation goodwill)

  (entity Passenger
    (id i32 :key)
    (name string)
    (email string)
    (phone (optional string))
    (card Card :default none)
    (wheelchair bool)
    (customer-since date))

  (entity Ticket
    (number i64 :key)
    (passenger-id Passenger.id)
    (train string)
    (travel-day date)
    (travel-class TravelClass)
    (price Euros)
    (extras (list string)))

  (entity Refund
    (ticket Ticket.number)
    (amount Euros)
    (reason RefundReason)
    (paid-at timestamp))

  (error passenger-not-found :status 404 (id Passenger.id))
  (error ticket-not-found :status 404 (number Ticket.number))
  (error already-refunded :status 409 (number Ticket.number) (amount Euros))

  (rpc get-passenger
    (in (id Passenger.id))
    (out Passenger)
    (errors passenger-not-found))

  (rpc list-tickets
    "Tickets for a train, a page at a time."
    (in (train string) (page i32 :default 0))
    (out (list Ticket)))

  (rpc refund-ticket
    (in (number Ticket.number) (share Percent) (reason RefundReason))
    (out Refund)
    (errors ticket-not-found already-refunded))

  (event ticket-sold (ticket Ticket) (wish (optional string)))
  (event ticket-cancelled (number Ticket.number) (reason string))
  (event passenger-renamed (id Passenger.id) (name string)))
