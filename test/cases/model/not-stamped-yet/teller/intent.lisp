(lang intent 1.0)

(service teller
  (language rust)
  (uses shop-front (rpc get-user))
  (crud shop-front/User :path "/users"))
