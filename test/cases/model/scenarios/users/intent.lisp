(lang intent 1.0)

(service users
  (language rust)
  (entity User (id uuid :key) (email string))
  (rpc get-user (in (id uuid)) (out User)))
