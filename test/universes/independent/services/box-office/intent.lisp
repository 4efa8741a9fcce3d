(lang intent 1.0)

(service box-office
  "Bookings and takings."
  (language typescript)

  (uses programme (rpc get-performance) (rpc get-production) (entity Performance))
  (uses seating (rpc allocate) (rpc release) (entity Allocation))

  (enum BookingStatus reserved paid refunded)

  (entity Booking
    (number i32 :key)
    (performance-id programme/Performance.id)
    (guest string)
    (seats (list seating/Seat))
    (cents i64)
    (status BookingStatus :default reserved))

  (error no-such-booking :status 404 (number i32))
  (error wrong-amount :status 422 (due i64) (given i64))

  (rpc book
    (in (performance-id programme/Performance.id) (guest string) (party i32 :default 1))
    (out Booking)
    (errors programme/unknown-performance seating/sold-out))

  (rpc pay
    (in (number i32) (cents i64))
    (out Booking)
    (errors no-such-booking wrong-amount))

  (rpc takings
    "What an evening has earned so far."
    (in (performance-id programme/Performance.id))
    (out i64))

  (rpc list-bookings
    (in (guest string))
    (out (list Booking)))

  (event booking-made (booking Booking) (title string))

  (on programme/performance-called-off :do refund))
