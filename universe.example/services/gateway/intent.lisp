(lang intent 1.0)

(service gateway
  "The door for the web shop: one call for what a page needs."
  (language typescript)

  (uses users (rpc get-user) (rpc register-user) (entity UserProfile))
  (uses orders (rpc place-order) (rpc list-orders) (entity Order))
  (uses billing (rpc list-invoices) (entity Invoice))
  (uses catalog (rpc search-products) (entity Product))

  (entity Dashboard
    "What the account page shows."
    (user-id users/UserProfile.id)
    (greeting string)
    (orders i32)
    (open-cents i64)
    (visits i32 :default 1))

  (error no-such-account :status 404 (user-id users/UserProfile.id))

  (rpc sign-up
    (in (email string) (name string))
    (out Dashboard)
    (errors users/email-taken))

  (rpc get-dashboard
    (in (user-id users/UserProfile.id))
    (out Dashboard)
    (errors no-such-account))

  (rpc buy
    (in (user-id users/UserProfile.id) (query string) (quantity i32 :default 1))
    (out orders/Order)
    (errors orders/unknown-customer orders/out-of-stock)))
