(lang intent 1.0)

(service harbour
  "Port calls from their announcement to departure."
  (language rust)

  (uses registry (rpc find-vessel) (rpc list-fleet) (entity Vessel))
  (uses tides (rpc forecast-tides) (entity Forecast))

  (alias Cents i64)
  (alias CallSign registry/Vessel.call-sign)

  (enum Phase "Where a call stands." announced confirmed moored departed cancelled)
  (enum CargoKind general reefer dangerous livestock)
  (enum FeeKind berth pilotage cargo reduction)
  (enum Licence "How far a pilot may go." restricted coastal deep)

  (entity Berth
    (code string :key)
    (quay string)
    (depth-cm i32 "Below chart datum.")
    (length-m f64)
    (bollards u32)
    (shore-power bool :default false))

  (entity Pilot
    (id i32 :key)
    (name string)
    (licence Licence :default coastal)
    (max-draft-cm i32)
    (languages (list string))
    (phone (optional string)))

  (entity PortCall
    "One visit of one vessel."
    (id i64 :key)
    (call-sign CallSign)
    (vessel-name string)
    (agent string)
    (phase Phase :default announced)
    (eta timestamp)
    (stay duration)
    (draft-cm i32)
    (berth (optional Berth.code))
    (pilot-id (optional Pilot.id))
    (moored-at (optional timestamp))
    (priority i32 :default 0)
    (remarks (list string)))

  (entity Container
    (number string :key)
    (kind CargoKind)
    (weight-kg i32)
    (teu f64)
    (seal (optional string)))

  (entity Manifest
    (call-id PortCall.id)
    (containers (list Container))
    (declared-on date)
    (weights (map string i64) "Kilograms by kind."))

  (entity Fee
    (kind FeeKind)
    (cents Cents)
    (text string))

  (entity Invoice
    (id uuid :key)
    (call-id PortCall.id)
    (fees (list Fee))
    (vat-rate decimal)
    (total-cents Cents)
    (due-on date))

  (entity Slot
    "A berth, and from when until when it is taken."
    (berth Berth.code)
    (call-id PortCall.id)
    (from timestamp)
    (until timestamp))

  (entity Window
    "When there is water enough."
    (opens timestamp)
    (closes timestamp)
    (least-cm i32))

  (entity CallPage
    (calls (list PortCall))
    (next (optional PortCall.id)))

  (error call-not-found :status 404 (call-id PortCall.id))
  (error vessel-unknown :status 404 (call-sign CallSign))
  (error vessel-refused :status 409 (call-sign CallSign) (reason string))
  (error no-berth :status 409 (draft-cm i32) (length-m f64))
  (error no-pilot :status 409 (draft-cm i32) (day date))
  (error wrong-phase :status 409 (call-id PortCall.id) (phase Phase))
  (error bad-container :status 422 (number string) (why string))
  (error berth-unknown :status 404 (berth Berth.code))

  (rpc announce-call
    (in
      (call-sign CallSign)
      (agent string)
      (eta timestamp)
      (stay duration)
      (draft-cm (optional i32))
      (priority i32 :default 0))
    (out PortCall)
    (errors vessel-unknown vessel-refused))

  (rpc confirm-call
    "Gives a call its berth and its pilot."
    (in (call-id PortCall.id) (language (optional string)))
    (out PortCall)
    (errors call-not-found wrong-phase no-berth no-pilot))

  (rpc moor-vessel
    (in (call-id PortCall.id) (at timestamp))
    (out PortCall)
    (errors call-not-found wrong-phase))

  (rpc submit-manifest
    (in (call-id PortCall.id) (declared-on date) (lines (list string)))
    (out Manifest)
    (errors call-not-found bad-container))

  (rpc depart
    (in (call-id PortCall.id) (at timestamp))
    (out Invoice)
    (errors call-not-found wrong-phase))

  (rpc cancel-call
    (in (call-id PortCall.id) (reason string))
    (out PortCall)
    (errors call-not-found wrong-phase))

  (rpc list-calls
    "Calls by their number, a page at a time."
    (in (phase (optional Phase)) (after (optional PortCall.id)) (limit i32 :default 20))
    (out CallPage))

  (rpc berth-plan
    "Who lies where on a day, by berth."
    (in (day date))
    (out (map string (list Slot))))

  (rpc tide-windows
    (in (code Berth.code) (draft-cm i32) (day date))
    (out (list Window))
    (errors berth-unknown))

  (rpc daily-report
    (in (day date))
    (out (list string)))

  (event call-announced (call PortCall))
  (event vessel-moored
    (call-id PortCall.id)
    (call-sign CallSign)
    (berth Berth.code)
    (at timestamp))
  (event vessel-departed (call-id PortCall.id) (invoice Invoice))
  (event danger-declared
    "Dangerous goods are on board."
    (call-id PortCall.id)
    (numbers (list string))
    (weight-kg i64))

  (on tides/surge-warned :do hold-arrivals)
  (on registry/vessel-renamed :do rename-calls)
  (on registry/standing-changed :do review-calls))
