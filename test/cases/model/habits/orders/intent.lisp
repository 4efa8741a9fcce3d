(lang intent 1.0)

(service orders
  (language typescript)

  (enum Status pending, paid)
  (entity Order
    id uuid :key
    (status Status))
  (entity Parcel
    (fields
      (id uuid :key)))
  (entity Item
    (uuid id)
    (place (enum here there)))
  (union Bought Order Item (other (text string)))
  (rpc get-order
    (in (id uuid) (out Order)))
  (rpc find-order (in (code string)) (out string))
  (machine order-flow
    (initial pending)
    (states pending paid lost)
    (transition pay :from pending :to paid))
  (scenario "an order is found"
    (call find-order)))
