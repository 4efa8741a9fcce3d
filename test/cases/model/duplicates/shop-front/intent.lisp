(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity User (id i32) (id string))
  (enum User free free)
  (error gone)
  (error gone)
  (rpc get (errors gone gone))
  (rpc get)
  (event made)
  (event made)
  (uses users (rpc get-user) (rpc get-user))
  (on users/user-created :do one)
  (on users/user-created :do two))
