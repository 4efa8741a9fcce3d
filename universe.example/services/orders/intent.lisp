(lang intent 1.0)

(service orders
  "Baskets that became orders."
  (language rust)

  (uses users (rpc get-user) (entity UserProfile))
  (uses catalog (rpc get-product) (entity Product))

  (enum OrderStatus pending paid cancelled)

  (entity OrderLine
    (sku string)
    (quantity i32)
    (price-cents i64))

  (entity Order
    "One purchase of one person."
    (id i64 :key)
    (user-id users/UserProfile.id)
    (label string "Who it is for, as printed on the parcel.")
    (lines (list OrderLine))
    (total-cents i64)
    (status OrderStatus :default pending))

  (entity Item (sku string) (quantity i32))

  (error unknown-customer :status 404 (user-id users/UserProfile.id))
  (error out-of-stock :status 409 (sku string))
  (error order-not-found :status 404 (id Order.id))

  (rpc place-order
    (in (user-id users/UserProfile.id) (items (list Item)))
    (out Order)
    (errors unknown-customer out-of-stock))

  (rpc list-orders
    "Orders of one person, newest first."
    (in (user-id users/UserProfile.id))
    (out (list Order)))

  (rpc mark-paid
    (in (id Order.id))
    (out Order)
    (errors order-not-found))

  (event order-placed (order Order)))
