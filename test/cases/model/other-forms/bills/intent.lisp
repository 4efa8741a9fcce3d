(lang intent 1.0)

(service bills
  (language rust)

  (enum Plan free paid)
  (alias Cents i64)

  (entity Bill
    (a i32 :reads i64)
    (b (optional Cents) :reads i32)
    (c decimal :reads f64)
    (d Plan :reads list)
    (e (list Plan) :reads one)
    (f (map string i32) :reads list)
    (g uuid :reads i64)
    (h i64 :reads string)
    (i (list (list string)) :reads one)
    (j (list json) :reads one)
    (k (list string) :reads i64)
    (l bool :reads i32)
    (m json :reads list)
    (n (optional (list Plan)) :reads list)
    (o string :reads text))

  (error unpaid (sum i64 :reads u32))
  (event paid (sum i64 :reads decimal))
  (rpc pay (in (sum f64 :reads decimal) (plan Plan :reads string))))
