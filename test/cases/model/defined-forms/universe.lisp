(lang intent 1.0)

(define-form (audited-entity name . fields)
  `(entity ,name ,@fields (stamps)))

(define-form (stamps)
  `(created-at timestamp)
  `(updated-at Tiem))

(define-form (again x) `(again ,x))

(define-form (entity x) `(alias ,x i64))
(define-form stamps)
(define-form (none))
(define-form (stamps) `(a i32))
(define-form (plain x) x)
(define-form (rest-alone . fields) `(entity User ,fields))
(define-form (unknown x) `(entity ,y ,@xs))
(define-form (two x x) `(alias A ,x))
(define-form (dotted . a b) `(alias A i64))

(universe test
  (services "*"))
