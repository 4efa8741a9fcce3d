(lang intent 1.0)

(service sales
  "Tickets, and the people who bought them."
  (language typescript)

  (alias Share f64)

  (enum TravelClass first second)
  (enum TicketState issued used refunded)

  (entity Passenger
    (id uuid :key)
    (name string)
    (phone (optional string))
    (birth-year i32)
    (needs (list string)))

  (entity Ticket
    (number string :key)
    (passenger-id Passenger.id)
    (class TravelClass)
    (price decimal)
    (valid-on date)
    (state TicketState :default issued)
    (bikes i32 :default 0))

  (error ticket-not-found :status 404 (number Ticket.number))
  (error passenger-not-found :status 404 (id Passenger.id))
  (error refund-refused :status 409 (number Ticket.number) (why string))

  (rpc get-ticket
    (in (number Ticket.number))
    (out Ticket)
    (errors ticket-not-found))

  (rpc get-passenger
    (in (id Passenger.id))
    (out Passenger)
    (errors passenger-not-found))

  (rpc refund-ticket
    "Gives back a share of the price."
    (in (number Ticket.number) (share Share) (reason string))
    (out Ticket)
    (errors ticket-not-found refund-refused))

  (event ticket-refunded (number Ticket.number) (amount decimal)))
