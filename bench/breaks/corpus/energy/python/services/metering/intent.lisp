(lang intent 1.0)

(service metering
  "Meters, their registers and what they read."
  (language rust)

  (enum MeterKind smart mechanical transformer)
  (enum Quality measured estimated substituted)
  (enum OutageCause storm cable planned unclear)

  (alias WattHours i64)
  (alias Obis string)

  (entity Place
    (street string)
    (postcode string)
    (zone-code string))

  (entity Register
    (code Obis)
    (direction string "draw or feed")
    (factor f64 :default 1.0))

  (entity Meter
    (id i64 :key)
    (serial string)
    (kind MeterKind :default smart)
    (place Place)
    (fuse-kw f64)
    (installed-on date)
    (registers (list Register))
    (note (optional string)))

  (entity Reading
    "What a register stood at."
    (meter-id Meter.id)
    (channel Obis)
    (taken-at timestamp)
    (watt-hours WattHours)
    (quality Quality :default measured)
    (source string "Who took it.")
    (voltage (optional f64)))

  (entity ReadingPage
    (readings (list Reading))
    (next-cursor (optional string)))

  (error meter-not-found :status 404 (id Meter.id))

  (rpc get-meter
    (in (id Meter.id))
    (out Meter)
    (errors meter-not-found))

  (rpc list-readings
    "The readings of a meter, oldest first, page by page."
    (in
      (meter-id Meter.id)
      (since timestamp)
      (until timestamp)
      (cursor (optional string))
      (limit i32 :default 500))
    (out ReadingPage)
    (errors meter-not-found))

  (rpc request-reading
    "Has somebody read a meter that does not report by itself."
    (in (meter-id Meter.id) (reason string))
    (out Reading)
    (errors meter-not-found))

  (event reading-taken (reading Reading))
  (event meter-replaced (old-id Meter.id) (new-meter Meter) (at timestamp))
  (event outage-reported
    (zone string)
    (started-at timestamp)
    (expected duration)
    (cause OutageCause)
    (affected (list Meter.id))))
