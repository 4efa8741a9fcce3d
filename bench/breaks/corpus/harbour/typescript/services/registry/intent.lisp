(lang intent 1.0)

(service registry
  "Ships, whose they are and whether they may sail."
  (language rust)

  (enum VesselClass coaster tanker boxship ferry tug)
  (enum Clearance granted pending refused)

  (alias CallSign string)

  (entity Owner
    (name string)
    (country string)
    (email (optional string)))

  (entity Certificate
    (number string)
    (subject string)
    (expires date))

  (entity Vessel
    "A ship as it is registered."
    (call-sign CallSign :key)
    (imo u32)
    (name string)
    (kind VesselClass)
    (length f64 "Metres over all.")
    (draft f64 "Metres, fully laden.")
    (gross-tonnage i32)
    (flag string)
    (owner Owner)
    (certificates (list Certificate))
    (nickname (optional string)))

  (entity Ruling
    "What the authority says of one ship in one port."
    (clearance Clearance)
    (valid-until timestamp)
    (officer string)
    (remark (optional string)))

  (error unknown-vessel :status 404 (call-sign CallSign))
  (error vessel-detained :status 409 (call-sign CallSign) (reason string))

  (rpc get-vessel
    (in (call-sign CallSign))
    (out Vessel)
    (errors unknown-vessel))

  (rpc find-vessels
    "Ships of an owner, a page at a time."
    (in (owner string) (page i32 :default 1) (size i32 :default 50))
    (out (list Vessel)))

  (rpc check-clearance
    (in (call-sign CallSign) (port string))
    (out Ruling)
    (errors unknown-vessel vessel-detained))

  (event vessel-renamed (call-sign CallSign) (name string) (since date))
  (event detention-ordered (call-sign CallSign) (reason string) (until (optional timestamp))))
