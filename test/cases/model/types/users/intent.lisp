(lang intent 1.0)

(service users
  (language rust)

  (enum Plan free pro)
  (entity User (id i32 :key) (plan Plan))
  (alias UserId User.id)
  (error user-not-found :status 404 (id i32))
  (rpc get-user (in (id i32)) (out User) (errors user-not-found))
  (event user-created (user User)))
