(lang intent 1.0)

(service parts
  (language typescript)

  (enum Plan free pro)

  (entity Tenant
    "Who lives here."
    (id uuid :key)
    (display-name string "As it is called." :length 40)
    (seats i64 :min 1 :was places)
    (plan Plan :default pro)
    (pin (optional string) :secret)
    (landlord (optional Tenant))
    (a-name-that-is-as-long-as-any-name-of-a-field-may-be-in-here (optional decimal) :max 10))

  (rpc list-tenants (in (limit u32 :default 20) (cursor (optional string))) (out (page Tenant)))
  (rpc list-seats (out (page i64)))
  (rpc update-tenant (in (id uuid) (change (patch Tenant))) (out Tenant))
  (event tenant-changed (id uuid) (change (patch Tenant))))
