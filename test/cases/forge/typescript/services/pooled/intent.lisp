(lang intent 1.0)

(service pooled
  (language typescript)
  (bootstrap (config (seats u32 :default 9)))

  (enum Plan free pro)
  (union Contact (by-mail (address string)))
  (entity User
    "A person with an account."
    (id uuid :key)
    (email-address string :unique)
    (number u64 :unique)
    (plan Plan)
    (contact Contact)
    (nickname (optional string)))
  (entity Seat
    (number i64 :key)
    (taken bool)
    (ratio f64)
    (data bytes)
    (price decimal)
    (free json)
    (places (list i32))
    (until (optional timestamp)))
  (entity Mark (name string :key))

  (crud User :path "/users" :store postgresql)
  (crud Seat :path "/seats" :store postgresql)
  (crud Mark :path "/marks"))
