(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity Order
    (a (list))
    (b (map string))
    (c (optional i32 i64))
    (d (lst i32))
    (e list)
    (f "string")
    (g (map Item i32))
    (h (map f64 i32))
    (i (map (list string) i32))
    (j (optional (optional i32)))
    (k (optional Maybe))
    (l users/User.id.x)
    (m (map users/Plan (map users/UserId (list Item))))
    (n ((list i32))))
  (entity Item (id i32))
  (alias Maybe (optional i32)))
