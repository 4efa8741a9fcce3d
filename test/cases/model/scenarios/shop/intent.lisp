(lang intent 1.0)

(service shop
  (language typescript)
  (entity Order (id uuid :key) (total i64))
  (enum Mood calm wild)
  (rpc count-orders (out u32))
  (rpc find-order (in (id uuid)) (out (optional Order)))
  (rpc all-orders (out (list Order)))
  (rpc tell-mood (out Mood))
  (rpc anything (out json))
  (rpc list-orders (in (cursor (optional string))) (out (page Order)))
  (util first-page (out (page Order)) (example (out ())))

  (scenario "another service is asked"
    (call users/get-user (id "00000000-0000-4000-8000-000000000001"))
    (expect (email "ada@example.org")))

  (scenario "single values"
    (call count-orders)
    (expect (count 0))
    (call all-orders)
    (expect (total 1))
    (call tell-mood)
    (expect (name calm)))

  (scenario "what may be absent is an order where it is there"
    (call find-order (id "00000000-0000-4000-8000-000000000001"))
    (expect (totl 1)))

  (scenario "what has keys of its own"
    (call anything)
    (expect (whatever 1))
    (call list-orders)
    (expect (items ()))))
