(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity Order
    (user-id i32)
    (owner i32 :wire "userId")
    (buyer i32 :was user-id)
    (price i32 :was price)
    (a i32 :wire "a b")
    (b i32 :wire "")
    (c i32 :wire "x" :number 4)
    (d i32 :was x :number 4))
  (enum Plan free (pro :wire "free") (basic :was gone) (big :was free))
  (entity Item :was Order)
  (rpc find :was find)
  (event made)
  (event built :was made))
