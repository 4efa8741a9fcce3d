(lang intent 1.0)

(service shop-front
  (language typescript)

  (entitty User (id i32))
  (xyzzy 1 2)
  (in (id i32))
  (rpc get (inn (id i32)) (out string) (out i32))
  ((nested) 1)
  (tier blueprnt)
  (tier frontier)
  (governance strict))
