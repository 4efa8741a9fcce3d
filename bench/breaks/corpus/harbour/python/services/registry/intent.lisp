(lang intent 1.0)

(service registry
  "Vessels by call sign: what they are, how deep they go, who answers for them."
  (language typescript)

  (alias Metres f64)

  (enum VesselKind bulk container tanker passenger tug)
  (enum Standing "Whether a vessel may be let in." good watched expelled)

  (entity Owner
    (id i32 :key)
    (name string)
    (country string)
    (credit-days i32 :default 30)
    (contact (optional string)))

  (entity Certificate (code string) (authority string) (expires date))

  (entity Dimensions (length Metres) (beam Metres) (draft Metres "At full load."))

  (entity Vessel
    "A hull; its number stays when name, flag and owner change."
    (imo i32 :key)
    (call-sign string :unique)
    (name string)
    (kind VesselKind)
    (dimensions Dimensions)
    (gross-tonnage i32)
    (built date)
    (owner Owner)
    (standing Standing :default good)
    (certificates (list Certificate))
    (agent (optional string)))

  (entity FleetPage (vessels (list Vessel)) (next (optional Vessel.imo)))

  (entity Inspection (imo Vessel.imo) (at timestamp) (inspector string) (findings (list string)))

  (error vessel-not-found :status 404 (call-sign string))
  (error owner-not-found :status 404 (id Owner.id))
  (error register-locked :status 423 (until timestamp))

  (rpc find-vessel
    (in (call-sign string))
    (out Vessel)
    (errors vessel-not-found))

  (rpc list-fleet
    "All vessels of an owner, a page at a time."
    (in (owner Owner.id) (limit i32 :default 50) (after (optional Vessel.imo)))
    (out FleetPage)
    (errors owner-not-found))

  (rpc report-incident
    "Puts a line into the vessel's file."
    (in (imo Vessel.imo) (text string) (severity i32 :default 1))
    (out Inspection))

  (event vessel-detained
    "The flag state holds a vessel back."
    (imo Vessel.imo)
    (reason string)
    (since timestamp)
    (released-on (optional date)))

  (event vessel-renamed (imo Vessel.imo) (former string) (name string)))
