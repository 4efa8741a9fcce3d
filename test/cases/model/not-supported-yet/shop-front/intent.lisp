(lang intent 1.0)

(service shop-front
  (language typescript)

  (union Contact (by-mail (address string)))
  (crud User :path "/users")
  (every "0 3 * * *" :do close-month)
  (scenario "it works" (call get-user))
  (rpc get-user (auth "orders:read") (in (avatar (file :max 10MB)) (rows (page string))))
  (machine flow))
