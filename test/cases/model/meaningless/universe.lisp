(lang intent 1.0)

(define-form (kept name extra . fields)
  `(entity ,name (id uuid :key)))

(universe test
  (services "*")
  (allow-break shop/Order.id :until "2027-01-01")
  (allow-break shop/Order.idd :until "2027-01-01"))
