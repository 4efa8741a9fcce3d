(lang intent 1.0)

(service harbour
  "Port calls from announcement to departure: berths, pilots, cargo and fees."
  (language typescript)

  (uses tides (rpc get-station) (rpc get-tides) (rpc find-windows))
  (uses registry (rpc get-vessel) (rpc find-vessels) (rpc check-clearance))
  (on tides/tide-corrected :do replan)
  (on tides/gauge-silent :do note-silence)
  (on registry/vessel-renamed :do relabel)
  (on registry/detention-ordered :do hold)

  (alias Cents i64)
  (alias Metres f64)

  (enum CallState announced confirmed moored departed cancelled)
  (enum CargoKind dry reefer tank hazardous)
  (enum FeeKind berth pilotage tonnage waste)
  (enum PilotRank junior senior chief)

  (entity Berth
    "A place at a quay."
    (id i32 :key)
    (name string)
    (quay string)
    (depth Metres)
    (length Metres)
    (power bool :default false)
    (closed-until (optional date)))

  (entity Pilot
    (id i32 :key)
    (name string)
    (rank PilotRank)
    (max-draft Metres)
    (languages (list string))
    (phone (optional string)))

  (entity Container
    (number string :key)
    (kind CargoKind)
    (weight-kg u32)
    (set-point (optional f64) "Degrees Celsius, where it is cooled.")
    (un-number (optional string)))

  (entity Manifest
    (reference string)
    (containers (list Container))
    (declared-value decimal)
    (notes (map string string)))

  (entity PortCall
    "One visit of one ship."
    (id i64 :key)
    (call-sign registry/Vessel.call-sign)
    (vessel-name string)
    (state CallState :default announced)
    (eta timestamp)
    (stay duration)
    (draft Metres)
    (berth-id (optional Berth.id))
    (pilot-id (optional Pilot.id))
    (manifest (optional Manifest))
    (remarks (list string)))

  (entity Fee
    (kind FeeKind)
    (cents Cents)
    (text string))

  (entity Account
    "What a call has to pay."
    (call-id PortCall.id)
    (number string)
    (fees (list Fee))
    (total Cents)
    (due date)
    (paid bool :default false))

  (entity DayPlan
    (day date)
    (by-berth (map Berth.id (list PortCall.id)))
    (by-state (map string i32))
    (windows (list tides/Window)))

  (error call-not-found :status 404 (id PortCall.id))
  (error unknown-ship :status 404 (call-sign registry/Vessel.call-sign))
  (error not-cleared :status 409 (call-sign registry/Vessel.call-sign) (reason string))
  (error berth-unfit :status 409 (berth-id Berth.id) (reason string))
  (error no-pilot :status 409 (id PortCall.id) (draft Metres))
  (error bad-manifest :status 422 (line i32) (reason string))
  (error wrong-state :status 409 (id PortCall.id) (state CallState))

  (rpc announce-call
    (in
      (call-sign registry/Vessel.call-sign)
      (eta timestamp)
      (stay duration)
      (remark (optional string)))
    (out PortCall)
    (errors unknown-ship not-cleared))

  (rpc get-call
    (in (id PortCall.id))
    (out PortCall)
    (errors call-not-found))

  (rpc list-calls
    "Calls by their arrival, a page at a time."
    (in (state (optional CallState)) (page i32 :default 1) (limit i32 :default 20))
    (out (list PortCall)))

  (rpc suggest-berths
    "Berths that fit, the tightest first."
    (in (id PortCall.id) (limit i32 :default 3))
    (out (list Berth))
    (errors call-not-found))

  (rpc assign-berth
    (in (id PortCall.id) (berth-id Berth.id))
    (out PortCall)
    (errors call-not-found berth-unfit wrong-state))

  (rpc book-pilot
    (in (id PortCall.id) (language string :default "en"))
    (out Pilot)
    (errors call-not-found no-pilot))

  (rpc file-manifest
    (in (id PortCall.id) (text string))
    (out Manifest)
    (errors call-not-found bad-manifest))

  (rpc moor
    (in (id PortCall.id) (at timestamp))
    (out PortCall)
    (errors call-not-found wrong-state))

  (rpc depart
    (in (id PortCall.id))
    (out Account)
    (errors call-not-found wrong-state))

  (rpc plan-day
    (in (day date))
    (out DayPlan))

  (event call-announced (call PortCall))
  (event call-moored (id PortCall.id) (berth-id Berth.id) (at timestamp))
  (event call-departed (call PortCall) (total Cents))
  (event manifest-filed (id PortCall.id) (boxes i32) (hazardous bool)))
