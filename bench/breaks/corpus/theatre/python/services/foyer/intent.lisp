(lang intent 1.0)

(service foyer
  "Front of house: tickets, vouchers, the cloakroom, the bar and the leaflets."
  (language python)

  (uses programme
    (rpc get-performance)
    (rpc get-production)
    (rpc list-performances)
    (rpc get-cast))
  (uses box-office (rpc get-customer) (rpc charge))

  (alias SeatKey string)
  (alias Cents i64)

  (enum OrderState reserved paid collected refunded)
  (enum VoucherKind gift compensation)
  (enum Garment coat umbrella bag)

  (entity Ticket
    (seat SeatKey)
    (band string)
    (price decimal))

  (entity TicketOrder
    (id i64 :key)
    (customer-id box-office/Customer.id)
    (performance-id programme/Performance.id)
    (tickets (list Ticket))
    (total decimal)
    (state OrderState :default reserved)
    (payment-id (optional box-office/Payment.id))
    (placed-at timestamp)
    (note (optional string)))

  (entity OrderPage
    (orders (list TicketOrder))
    (next (optional TicketOrder.id)))

  (entity Voucher
    (code string :key)
    (kind VoucherKind)
    (balance Cents)
    (valid-until date)
    (holder (optional box-office/Customer.id)))

  (entity CloakroomToken
    (number i32 :key)
    (performance-id programme/Performance.id)
    (garments (map string i32))
    (fee Cents)
    (collected bool :default false))

  (entity BarTaking
    (counter string)
    (day date)
    (sum Cents)
    (drinks (map string i32)))

  (entity Leaflet
    (production-id programme/Production.id)
    (language string)
    (heading string)
    (pages u32)
    (copies u32)
    (text string))

  (entity EveningReport
    (performance programme/Performance)
    (sold i32)
    (revenue decimal)
    (occupancy f64)
    (bar Cents)
    (by-band (map string i32)))

  (error order-not-found :status 404 (id TicketOrder.id))
  (error seat-taken :status 409 (seat SeatKey))
  (error sales-closed :status 409 (performance-id programme/Performance.id))
  (error payment-declined :status 402 (reason string))
  (error voucher-refused :status 409 (voucher Voucher.code) (reason string))
  (error cloakroom-full :status 503 (capacity i32))

  (rpc reserve-seats
    (in
      (customer-id box-office/Customer.id)
      (performance-id programme/Performance.id)
      (seats (list SeatKey))
      (note (optional string)))
    (out TicketOrder)
    (errors seat-taken sales-closed))

  (rpc pay-order
    (in (id TicketOrder.id) (method box-office/PaymentMethod))
    (out TicketOrder)
    (errors order-not-found payment-declined))

  (rpc cancel-order
    (in (id TicketOrder.id))
    (out Voucher)
    (errors order-not-found))

  (rpc list-orders
    (in
      (customer-id box-office/Customer.id)
      (after (optional TicketOrder.id))
      (limit i32 :default 20))
    (out OrderPage))

  (rpc redeem-voucher
    (in (code Voucher.code) (order-id TicketOrder.id))
    (out Voucher)
    (errors voucher-refused order-not-found))

  (rpc hand-in
    (in (performance-id programme/Performance.id) (garments (map string i32)))
    (out CloakroomToken)
    (errors cloakroom-full))

  (rpc record-taking
    (in (counter string) (day date) (drinks (map string i32)))
    (out BarTaking))

  (rpc report-evening
    (in (performance-id programme/Performance.id))
    (out EveningReport)
    (errors sales-closed))

  (rpc print-leaflet
    (in (production-id programme/Production.id) (language string) (copies u32))
    (out Leaflet))

  (event order-paid (order TicketOrder))
  (event order-refunded
    (order-id TicketOrder.id)
    (voucher-code Voucher.code)
    (amount Cents))
  (event seats-released
    (performance-id programme/Performance.id)
    (seats (list SeatKey)))

  (on programme/performance-cancelled :do refund-all)
  (on programme/performance-moved :do tell-guests)
  (on box-office/payment-settled :do settle))
