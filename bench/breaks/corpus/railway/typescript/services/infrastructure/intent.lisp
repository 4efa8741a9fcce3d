(lang intent 1.0)

(service infrastructure
  "The infrastructure manager: stations, sections of line, and who may close them."
  (language rust)

  (alias StationCode string)
  (alias Metres u32)

  (enum Power none overhead third-rail)
  (enum WorkKind renewal inspection vegetation)
  (enum Rank halt local hub)

  (entity Platform
    (label string)
    (usable-m Metres)
    (step-free bool :default false))

  (entity Station
    (code StationCode :key)
    (name string)
    (rank Rank)
    (platforms (list Platform))
    (transfer duration "What a traveller needs from one train to the next.")
    (opened date)
    (phone (optional string)))

  (entity Section
    "A stretch of line between two stations."
    (id i32 :key)
    (from-code StationCode)
    (to-code StationCode)
    (length-m Metres)
    (top-speed i32 "In km/h.")
    (gradient f64)
    (power Power)
    (tracks i32 :default 1))

  (entity Restriction
    "A section that is driven more slowly for a while."
    (id i32 :key)
    (section-id Section.id)
    (top-speed i32)
    (since date)
    (until (optional date))
    (reason string))

  (entity Possession
    "Tracks that belong to a gang of workers for a time."
    (id i64 :key)
    (section-id Section.id)
    (work WorkKind)
    (starts-at timestamp)
    (ends-at timestamp)
    (tracks (list i32))
    (contact (optional string)))

  (entity PathOffer
    (reference string :key)
    (charge decimal)
    (valid-until timestamp))

  (error station-not-found :status 404 (station StationCode))
  (error no-route :status 404 (from-code StationCode) (to-code StationCode))
  (error path-taken :status 409 (section-id Section.id) (by string))

  (rpc get-station
    (in (code StationCode))
    (out Station)
    (errors station-not-found))

  (rpc route
    "The sections from one station to another, in the order in which they are driven."
    (in (from-code StationCode) (to-code StationCode) (power (optional Power)))
    (out (list Section))
    (errors no-route))

  (rpc request-path
    "Asks for the right to drive over sections at a time."
    (in (train string) (section-ids (list Section.id)) (depart-at timestamp) (flexible bool :default false))
    (out PathOffer)
    (errors path-taken))

  (rpc return-path
    (in (reference PathOffer.reference)))

  (rpc list-possessions
    (in (section-ids (list Section.id)) (from timestamp) (to timestamp))
    (out (list Possession)))

  (rpc list-restrictions
    (in (day date))
    (out (list Restriction)))

  (rpc rename-station
    (in (code StationCode) (name string))
    (out Station)
    (errors station-not-found))

  (rpc list-platforms
    (in (code StationCode) (min-usable-m Metres))
    (out (list Platform))
    (errors station-not-found))

  (event possession-granted (possession Possession))
  (event possession-lifted (id Possession.id) (at timestamp))
  (event speed-restricted (restriction Restriction)))
