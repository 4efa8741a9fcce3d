(lang intent 1.0)

(service moves
  (language python)

  (enum Plan free (pro :was premium) (team :was group :wire "team"))

  (entity Tenant
    (display-name string :was name)
    (seats i32 :was places :wire "seats")
    (plan Plan :default pro)
    (nickname (optional string) :was short-name))

  (union Contact
    (by-letter :was by-mail (street-line string :was address))
    (by-phone :was by-call :wire "by-phone" (number i64 :was digits :wire "number"))
    (none))

  (entity Bill
    (count i32 :max 9000 :reads i64)
    (rate f64 :was per-hour :reads decimal)
    (sum decimal :min 0 :reads f64)
    (code (optional string) :length 8 :reads u32)
    (label string :reads list)
    (reached (list Contact) :reads one)
    (tenant Tenant :reads list))

  (error gone :status 410 (tenant-id i64 :was id))
  (rpc send-bill (in (bill (patch Bill)) (count u32 :reads string)) (out Bill))
  (rpc move (in (tenant Tenant) (reached-by (optional Contact) :was contact)) (out Tenant) (errors gone))
  (event moved (tenant-id i64 :was id)))
