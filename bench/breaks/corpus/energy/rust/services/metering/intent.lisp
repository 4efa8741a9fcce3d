(lang intent 1.0)

(service metering
  "Meters at their places, what they read, and where the grid is down."
  (language python)

  (enum MeterKind conventional digital smart)
  (enum Quality "How a reading came about." measured estimated substituted)
  (enum Cause "Why the grid is down." weather equipment planned)

  (alias WattHours i64)
  (alias ZoneName string)

  (entity Place (street string) (postcode string) (zone ZoneName))

  (entity Meter
    "What counts at one place."
    (id i32 :key)
    (serial string :unique)
    (kind MeterKind)
    (place Place)
    (multiplier i32 "What a count stands for, in watt hours." :default 1)
    (installed-on date)
    (note (optional string)))

  (entity Reading
    "What a meter showed at a moment."
    (id i64 :key)
    (meter-id Meter.id)
    (register string "Which of a meter's counters, as 1.8.0.")
    (taken-at timestamp)
    (watt-hours WattHours)
    (quality Quality :default measured)
    (reader (optional string) "Who read it, where somebody did."))

  (entity Outage
    (id uuid :key)
    (zone ZoneName)
    (cause Cause)
    (began-at timestamp)
    (ended-at (optional timestamp))
    (meters (list Meter.id))
    (lost-megawatts f64))

  (entity LoadProfile
    "What a zone draws over a day."
    (zone ZoneName)
    (day date)
    (slot duration)
    (kilowatts (list f64))
    (peaks (map string f64) "The highest load by part of the day."))

  (entity MeterPage (meters (list Meter)) (next (optional u32)))

  (error meter-not-found :status 404 (id Meter.id))
  (error profile-missing :status 404 (zone ZoneName) (day date))

  (rpc get-meter
    (in (id Meter.id))
    (out Meter)
    (errors meter-not-found))

  (rpc list-meters
    "Meters of a zone, a page at a time."
    (in (zone ZoneName) (offset u32 :default 0) (limit u32 :default 50))
    (out MeterPage))

  (rpc list-readings
    (in (meter-id Meter.id) (since timestamp) (until timestamp))
    (out (list Reading))
    (errors meter-not-found))

  (rpc get-profile
    (in (zone ZoneName) (day date))
    (out LoadProfile)
    (errors profile-missing))

  (event reading-taken (reading Reading) (plausible bool))
  (event meter-replaced (old-id Meter.id) (meter Meter) (final-count WattHours))
  (event outage-reported (outage Outage)))
