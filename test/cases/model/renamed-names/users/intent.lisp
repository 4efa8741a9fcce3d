(lang intent 1.0)

(service users
  (language rust)

  (entity Person :was User (id i32 :key) (mail string :was email))
  (error gone :was user-gone)
  (rpc find-person :was find-user (in (id i32)) (out Person) (errors gone))
  (event joined :was created (person Person)))
