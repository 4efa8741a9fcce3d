(lang intent 1.0)

(service playhouse
  "Front of house: tickets, passes, the foyer and what is printed for the evening."
  (language typescript)

  (uses programme
    (rpc get-performance)
    (rpc get-production)
    (rpc get-hall)
    (rpc list-performances)
    (rpc cast-of))
  (uses boxoffice
    (rpc get-customer)
    (rpc take-payment)
    (rpc refund))

  (alias Cents i64)
  (alias BandCode string)

  (enum OrderStatus held paid refunded collected)
  (enum VoucherKind gift goodwill press)
  (enum BarCategory drink snack ice)

  (entity Seat
    (row string)
    (number i32))

  (entity PriceBand
    "Rows that cost the same."
    (code BandCode :key)
    (label string)
    (cents Cents)
    (rows (list string)))

  (entity TicketOrder
    "Seats of one performance for one customer."
    (id i64 :key)
    (performance-id programme/Performance.id)
    (customer-id boxoffice/Customer.id)
    (seats (list Seat))
    (total Cents)
    (status OrderStatus :default held)
    (placed-at timestamp)
    (extras (map string i32) "Programmes, cushions and the like, by name.")
    (payment-id (optional boxoffice/Payment.id))
    (note (optional string)))

  (entity Voucher
    (code string :key)
    (kind VoucherKind)
    (cents Cents)
    (expires date)
    (issued-at timestamp)
    (used-by (optional TicketOrder.id)))

  (entity Subscription
    "A seat for some productions of a season."
    (id i32 :key)
    (customer-id boxoffice/Customer.id)
    (season string)
    (seat Seat)
    (production-ids (list programme/Production.id))
    (discount f64)
    (renews bool :default true))

  (entity CloakTag
    (tag u32 :key)
    (order-id TicketOrder.id)
    (items i32)
    (handed-in-at timestamp)
    (collected bool))

  (entity BarSale
    (id u64 :key)
    (performance-id programme/Performance.id)
    (item string)
    (category BarCategory)
    (quantity i32)
    (unit-price decimal)
    (sold-at timestamp))

  (entity Leaflet
    (performance-id programme/Performance.id)
    (title string)
    (minutes i32 "With the interval.")
    (lines (list string)))

  (entity NightReport
    "What an evening was worth."
    (performance-id programme/Performance.id)
    (sold i32)
    (occupancy f64)
    (takings decimal)
    (by-band (map BandCode i32))
    (remark (optional string)))

  (error seat-taken :status 409 (row string) (number i32))
  (error order-not-found :status 404 (id TicketOrder.id))
  (error refund-too-late :status 409 (id TicketOrder.id) (hours i32))
  (error voucher-invalid :status 422 (voucher Voucher.code) (why string))
  (error not-paid :status 409 (id TicketOrder.id))

  (rpc place-order
    (in
      (performance-id programme/Performance.id)
      (customer-id boxoffice/Customer.id)
      (seats (list Seat))
      (extras (map string i32))
      (voucher (optional Voucher.code))
      (note (optional string)))
    (out TicketOrder)
    (errors
      seat-taken
      voucher-invalid
      programme/performance-not-found
      boxoffice/customer-not-found))

  (rpc pay-order
    (in (id TicketOrder.id) (method boxoffice/PaymentMethod))
    (out TicketOrder)
    (errors order-not-found boxoffice/payment-refused))

  (rpc refund-order
    (in (id TicketOrder.id) (reason string))
    (out TicketOrder)
    (errors order-not-found not-paid refund-too-late))

  (rpc list-orders
    "Orders of one customer by id, a page at a time."
    (in
      (customer-id boxoffice/Customer.id)
      (after (optional TicketOrder.id))
      (limit i32 :default 20))
    (out (list TicketOrder)))

  (rpc issue-voucher
    (in (kind VoucherKind) (cents Cents) (valid-for duration))
    (out Voucher))

  (rpc subscribe
    (in
      (customer-id boxoffice/Customer.id)
      (season string)
      (seat Seat)
      (production-ids (list programme/Production.id)))
    (out Subscription)
    (errors boxoffice/customer-not-found))

  (rpc hand-in
    (in (order-id TicketOrder.id) (items i32))
    (out CloakTag)
    (errors order-not-found))

  (rpc sell-at-bar
    (in (performance-id programme/Performance.id) (item string) (quantity i32))
    (out BarSale))

  (rpc get-leaflet
    (in (performance-id programme/Performance.id))
    (out Leaflet)
    (errors programme/performance-not-found))

  (rpc get-night-report
    (in (performance-id programme/Performance.id))
    (out NightReport)
    (errors programme/performance-not-found))

  (event order-paid
    (order TicketOrder)
    (method boxoffice/PaymentMethod))

  (event order-refunded
    (order-id TicketOrder.id)
    (cents Cents)
    (reason string))

  (event voucher-issued
    (voucher Voucher))

  (on programme/performance-cancelled :do refund-all)
  (on programme/performance-moved :do note-move)
  (on boxoffice/customer-merged :do merge-customer)
  (on boxoffice/payment-settled :do note-payment))
