(lang intent 1.0)

(define-form (money name) `(,name i64 :min 0))

(service shop
  (language rust)
  (audited-entity User "Who." (id uuid :key) (email strng) (money paid))
  (audited-entity)
  (entity Order (id uuid :key) (stamps 1))
  (again 3))
