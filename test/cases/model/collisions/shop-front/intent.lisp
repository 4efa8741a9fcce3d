(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity ShopFront (id i32))
  (entity HTTPRoute (user-id i32) (a-1 i32) (a1 i32))
  (entity HttpRoute (id i32))
  (enum Mood GOOD good)
  (entity GetMoodIn (id i32))
  (rpc get-mood)
  (event get-mood)
  (on users/user-created :do get-mood)
  (error user-not-found)
  (rpc find (errors user-not-found users/user-not-found)))
