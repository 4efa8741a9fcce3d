(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity User (id i32) "Too late.")
  (entity Parcel (id i32 :key "Too late."))
  (rpc get-parcel (in "Not here." (id i32)))
  (language "rust")
  (on users/user-created "Not here." :do welcome)
  (limits "Not here."))
