(lang intent 1.0)

(service harbour
  "Port calls from announcement to departure: berths, pilots, cargo and dues."
  (language python)

  (uses registry
    (rpc find-vessel)
    (rpc list-fleet)
    (rpc report-incident)
    (entity Vessel)
    (enum VesselKind)
    (enum Standing))
  (uses tides (rpc get-forecast) (rpc list-windows) (entity Window) (enum Swell))

  (alias BerthCode string)
  (alias Cents i64)

  (enum CallState announced confirmed berthed departed cancelled)
  (enum BerthKind quay jetty buoy)
  (enum Hazard "After the IMDG code, much shortened." harmless flammable toxic explosive)
  (enum FeeKind dues pilotage towage storage)

  (entity Berth
    (code BerthCode :key)
    (kind BerthKind)
    (length f64)
    (depth f64 "Metres below chart datum.")
    (bollards i32 :default 8)
    (hazards (list Hazard) "What may be handled here.")
    (closed-until (optional date)))

  (entity Pilot
    (id i32 :key)
    (name string)
    (licence string)
    (max-draft f64)
    (rest duration "Between two jobs.")
    (languages (list string))
    (on-call bool :default true))

  (entity Container
    (number string :key)
    (size u32)
    (kilos i64)
    (hazard Hazard :default harmless)
    (seal (optional string))
    (celsius (optional f64)))

  (entity Manifest
    (call PortCall.id)
    (declared-at timestamp)
    (containers (list Container))
    (stowage (map i32 (list string)) "Bays, and the numbers of the containers in them."))

  (entity Fee (kind FeeKind) (cents Cents) (note (optional string)))

  (entity PortCall
    "One visit of one vessel."
    (id i64 :key)
    (trace uuid)
    (imo registry/Vessel.imo)
    (call-sign registry/Vessel.call-sign)
    (vessel-name string)
    (state CallState :default announced)
    (eta timestamp)
    (stay duration)
    (draft f64)
    (berth (optional Berth.code))
    (pilot (optional Pilot.id))
    (window (optional tides/Window))
    (fees (list Fee))
    (remarks (list string)))

  (entity CallPage (calls (list PortCall)) (next (optional PortCall.id)))

  (entity DayReport
    (day date)
    (calls i32)
    (by-state (map CallState i32))
    (cents-by-kind (map FeeKind i64))
    (mean-stay duration)
    (deepest (optional f64))
    (occupied decimal "The share of all berths in use, from 0 to 1."))

  (error call-not-found :status 404 (id PortCall.id))
  (error vessel-unknown :status 404 (call-sign string))
  (error no-berth :status 409 (draft f64) (from timestamp))
  (error pilot-unfit :status 409 (pilot Pilot.id) (reason string))
  (error wrong-state :status 409 (id PortCall.id) (state CallState))
  (error bad-manifest :status 422 (line i32) (reason string))

  (rpc announce-call
    (in
      (call-sign string)
      (eta timestamp)
      (stay duration)
      (draft (optional f64))
      (remarks (list string) :default ()))
    (out PortCall)
    (errors vessel-unknown))

  (rpc confirm-call
    "Gives a call its berth: the wanted one, or the one that fits best."
    (in (id PortCall.id) (berth (optional Berth.code)))
    (out PortCall)
    (errors call-not-found wrong-state no-berth))

  (rpc assign-pilot
    (in (id PortCall.id) (pilot Pilot.id))
    (out PortCall)
    (errors call-not-found pilot-unfit))

  (rpc moor
    (in (id PortCall.id) (at timestamp))
    (out PortCall)
    (errors call-not-found wrong-state))

  (rpc depart
    (in (id PortCall.id) (at timestamp))
    (out PortCall)
    (errors call-not-found wrong-state))

  (rpc cancel-call
    (in (id PortCall.id) (reason string))
    (out PortCall)
    (errors call-not-found wrong-state))

  (rpc declare-manifest
    "One container a line: number;size;kilos;bay;hazard;seal."
    (in (id PortCall.id) (lines (list string)))
    (out Manifest)
    (errors call-not-found bad-manifest))

  (rpc list-calls
    (in (state (optional CallState)) (after (optional PortCall.id)) (limit i32 :default 20))
    (out CallPage))

  (rpc free-berths
    (in (draft f64) (from timestamp) (until timestamp))
    (out (list Berth)))

  (rpc get-day-report
    (in (day date))
    (out DayReport))

  (event call-announced (call PortCall))
  (event vessel-moored (id PortCall.id) (berth BerthCode) (at timestamp))
  (event vessel-departed (id PortCall.id) (total Cents) (fees (list Fee)))
  (event manifest-declared (id PortCall.id) (containers i32) (hazards (list Hazard)))

  (on registry/vessel-detained :do hold-calls)
  (on registry/vessel-renamed :do rename-calls)
  (on tides/surge-warned :do close-berths)

  (bootstrap
    (config
      (port u32 :default 8080)
      (station string :default "HARB")
      (journal string :default "harbour.jsonl")
      (vessel-cache duration :default 15m))))
