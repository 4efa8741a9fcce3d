(lang intent 1.0)

(service notifications
  "Letters to customers."
  (language python)

  (uses users (rpc get-user) (entity UserProfile))

  (enum Channel email print)

  (entity Letter
    (recipient users/UserProfile.id)
    (subject string)
    (body string)
    (channel Channel :default email)
    (attempts i32 :default 0))

  (rpc list-letters
    (in (recipient users/UserProfile.id))
    (out (list Letter)))

  (on users/user-registered :do welcome)
  (on orders/order-placed :do confirm-order)
  (on billing/invoice-paid :do thank))
