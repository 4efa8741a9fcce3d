(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity User
    (id i32 :key true)
    (name string :uniq)
    (age i32 :default)
    (size i32 :default 1 :default 2)
    (city string :status 404)
    (zip string :since 2 :number 0 :until version))
  (error gone :status 200 (id i32 :key))
  (error lost :status "404" :since v1)
  (rpc find :retry 3 (in (id i32 :unique)))
  (limits :minutes)
  (on users/user-created)
  (alias Cents i64 :wire "cents"))
