(lang intent 1.0)

(service metering
  "Meters, what they count, and the grid that they hang on."
  (language python)

  (alias WattHours i64)
  (alias Serial string)

  (enum MeterKind mechanical smart bidirectional)
  (enum Quality "How a reading came about." measured estimated corrected)
  (enum VoltageLevel low medium high)
  (enum OutageCause storm fault maintenance)

  (entity Site
    "Where a meter hangs."
    (street string)
    (postcode string)
    (city string))

  (entity GridZone
    "A part of the grid that one company runs."
    (code string :key)
    (name string)
    (operator string)
    (level VoltageLevel :default low)
    (loss f64 "The share that is lost on the way."))

  (entity Meter
    (id i32 :key)
    (serial Serial :unique)
    (kind MeterKind)
    (zone GridZone.code)
    (site Site)
    (installed-on date)
    (factor decimal "What a count is multiplied by.")
    (interval duration "How often it is read.")
    (owner (optional string)))

  (entity Reading
    "What a meter counted since it was installed."
    (meter Meter.id)
    (taken-at timestamp)
    (import-wh WattHours)
    (export-wh WattHours :default 0)
    (quality Quality :default measured)
    (note (optional string)))

  (entity Outage
    (id i64 :key)
    (zone GridZone.code)
    (cause OutageCause)
    (began-at timestamp)
    (ended-at (optional timestamp))
    (planned bool :default false)
    (meters (list Meter.id)))

  (error meter-not-found :status 404 (id Meter.id))
  (error zone-not-found :status 404 (zone GridZone.code))
  (error reading-rejected :status 422 (meter Meter.id) (reason string))

  (rpc get-meter
    (in (id Meter.id))
    (out Meter)
    (errors meter-not-found))

  (rpc list-meters
    (in (zone GridZone.code) (page i32 :default 1))
    (out (list Meter)))

  (rpc get-zone
    (in (code GridZone.code))
    (out GridZone)
    (errors zone-not-found))

  (rpc list-readings
    "Readings of a meter, the oldest first."
    (in (meter Meter.id) (from timestamp) (until timestamp) (offset u32 :default 0) (limit u32 :default 500))
    (out (list Reading)))

  (rpc submit-reading
    (in (reading Reading))
    (out Reading)
    (errors meter-not-found reading-rejected))

  (event reading-taken (reading Reading))
  (event outage-ended (outage Outage))
  (event meter-replaced (removed Meter.id) (installed Meter.id) (on date)))
