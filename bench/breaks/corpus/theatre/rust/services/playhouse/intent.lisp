(lang intent 1.0)

(service playhouse
  "The house itself: halls, seats, orders, vouchers and takings."
  (language rust)

  (uses programme (rpc get-production) (rpc get-performance) (rpc list-performances) (entity Production))
  (uses box-office (rpc get-customer) (rpc charge) (rpc pay-back) (entity Customer))

  (on programme/performance-cancelled :do refund-house)
  (on programme/rehearsal-called :do block-stage)
  (on box-office/customer-merged :do merge-customers)

  (enum PriceBand stalls circle gallery loge)
  (enum OrderState reserved paid collected refunded)
  (enum Till "Where money is taken on an evening." cloakroom bar leaflets)

  (alias Cents i64)
  (alias PlaceNumber u32)

  (entity Seat
    "A place in a hall."
    (code string :key)
    (band PriceBand)
    (row u32)
    (place PlaceNumber)
    (restricted-view bool :default false))

  (entity Ticket
    "One seat of an order."
    (seat Seat.code)
    (cents Cents)
    (holder (optional string)))

  (entity TicketOrder
    "Seats of one evening for one customer."
    (id i64 :key)
    (customer-id box-office/Customer.id)
    (performance-id programme/Performance.id)
    (tickets (list Ticket))
    (total Cents "What is to be paid, vouchers taken off.")
    (state OrderState :default reserved)
    (placed-at timestamp)
    (payment-id (optional box-office/Payment.id)))

  (entity Voucher
    "Money paid ahead."
    (code string :key)
    (worth Cents)
    (left Cents)
    (expires-on date)
    (giver (optional string)))

  (entity Subscription
    "Several evenings of a kind at a lower price."
    (id u32 :key)
    (customer-id box-office/Customer.id)
    (genre programme/Genre)
    (visits-left i32)
    (discount decimal "The part of a price that is not paid: 0.15 takes off fifteen in a hundred.")
    (valid-for duration))

  (entity Taking
    "Money from one of the tills."
    (till Till)
    (performance-id programme/Performance.id)
    (amount decimal)
    (keeper string "Who stood at the till."))

  (entity HouseReport
    "How an evening went."
    (performance-id programme/Performance.id)
    (sold u32)
    (occupancy f64)
    (by-band (map string u32) "Sold seats by their price band.")
    (takings decimal)
    (lines (list string)))

  (error unknown-customer :status 404 (id box-office/Customer.id))
  (error unknown-performance :status 404 (id programme/Performance.id))
  (error unknown-seat :status 404 (seat Seat.code))
  (error seat-taken :status 409 (seat Seat.code))
  (error order-not-found :status 404 (id TicketOrder.id))
  (error payment-refused :status 402 (reason string))
  (error voucher-invalid :status 422 (voucher Voucher.code) (reason string))
  (error not-refundable :status 409 (id TicketOrder.id) (state OrderState))

  (rpc open-hall
    "Puts up the seats of a hall and says how many there are."
    (in (hall string) (seats (list Seat)))
    (out u32))

  (rpc reserve-seats
    (in (customer-id box-office/Customer.id)
        (performance-id programme/Performance.id)
        (seats (list Seat.code))
        (voucher-code (optional string)))
    (out TicketOrder)
    (errors unknown-customer unknown-performance unknown-seat seat-taken voucher-invalid))

  (rpc pay-order
    (in (id TicketOrder.id) (means box-office/PayMeans))
    (out TicketOrder)
    (errors order-not-found payment-refused))

  (rpc refund-order
    (in (id TicketOrder.id))
    (out TicketOrder)
    (errors order-not-found not-refundable))

  (rpc list-orders
    "A customer's orders after a given one, by their numbers."
    (in (customer-id box-office/Customer.id) (after (optional TicketOrder.id)) (limit u32 :default 20))
    (out (list TicketOrder)))

  (rpc issue-voucher
    (in (worth Cents) (giver (optional string)) (valid-days u32 :default 365))
    (out Voucher))

  (rpc subscribe
    (in (customer-id box-office/Customer.id) (genre programme/Genre) (visits i32))
    (out Subscription))

  (rpc note-taking
    (in (till Till) (performance-id programme/Performance.id) (amount decimal) (keeper string))
    (out Taking))

  (rpc report-evening
    (in (performance-id programme/Performance.id))
    (out HouseReport)
    (errors unknown-performance))

  (rpc print-leaflet
    "The text of a production's leaflet."
    (in (production-id programme/Production.id))
    (out string))

  (event order-paid (order TicketOrder) (means box-office/PayMeans))
  (event order-refunded (order-id TicketOrder.id) (cents Cents) (reason string))
  (event seats-freed (performance-id programme/Performance.id) (seats (list Seat.code))))
