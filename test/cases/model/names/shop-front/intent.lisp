(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity user_profile (user-Id i32) (UserName string) (a*b i32))
  (enum plan free)
  (rpc GetUser)
  (event user_created)
  (error users/gone)
  (entity Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm (id i32))
  (on users/user-created :do sayHello))
