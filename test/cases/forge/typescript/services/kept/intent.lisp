(lang intent 1.0)

(service kept
  (language typescript)

  (entity User
    "A person with an account."
    (id uuid :key)
    (email string :unique)
    (number u64 :unique)
    (nickname (optional string)))
  (entity RoomMark (type i32 :key))
  (entity Seat (row string :key) (seats i64 :was places))
  (error seat-not-found :status 404 (row string))
  (rpc get-seat (in (row string)) (out Seat) (errors seat-not-found))

  (crud User :path "/users")
  (crud RoomMark :path "/marks")
  (crud Seat :path "/seats"))
