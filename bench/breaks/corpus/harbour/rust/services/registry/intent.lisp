(lang intent 1.0)

(service registry
  "The register of vessels and of those who own them."
  (language typescript)

  (enum VesselClass "What a vessel is built for." bulker tanker container ferry tug)
  (enum Standing "Whether a vessel may sail." good suspended scrapped)

  (alias CallSign string)

  (entity Owner
    (id i32 :key)
    (name string)
    (country string)
    (email (optional string)))

  (entity Dimensions
    "In metres, as the class society measured them."
    (length-m f64)
    (beam-m f64)
    (draft-m f64))

  (entity Vessel
    "A ship with a radio licence."
    (call-sign CallSign :key)
    (imo i32)
    (name string)
    (class VesselClass :default bulker)
    (size Dimensions)
    (gross-tonnage i32)
    (flag string)
    (owner Owner)
    (built date)
    (standing Standing :default good)
    (former-names (list string))
    (insured-until (optional timestamp)))

  (entity FleetPage
    (vessels (list Vessel))
    (next (optional CallSign)))

  (error vessel-not-found :status 404 (call-sign CallSign))
  (error owner-not-found :status 404 (owner-id Owner.id))

  (rpc find-vessel
    "One vessel by its call sign."
    (in (call-sign CallSign))
    (out Vessel)
    (errors vessel-not-found))

  (rpc list-fleet
    "Vessels of one owner by call sign, a page at a time."
    (in (owner-id Owner.id) (after (optional CallSign)) (limit i32 :default 50))
    (out FleetPage)
    (errors owner-not-found))

  (event vessel-renamed
    "A vessel sails under another name."
    (call-sign CallSign)
    (old-name string)
    (new-name string)
    (since date))

  (event standing-changed
    "A vessel may sail again, or no longer."
    (call-sign CallSign)
    (standing Standing)
    (reason string)))
