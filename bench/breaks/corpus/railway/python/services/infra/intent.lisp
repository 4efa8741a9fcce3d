(lang intent 1.0)

(service infra
  "The infrastructure manager: stations, tracks, possessions and speed restrictions."
  (language rust)

  (alias TrackId i32)
  (alias Metres i32)

  (enum PossessionKind maintenance renewal inspection emergency)
  (enum Traction diesel catenary third-rail)
  (enum Accessibility full assisted none)

  (entity Station
    (code string :key)
    (name string)
    (platforms (list string))
    (access Accessibility :default full)
    (altitude f64 "Metres above the sea."))

  (entity Track
    (id TrackId :key)
    (line string)
    (origin Station.code)
    (destination Station.code)
    (length Metres)
    (max-speed i32 "Kilometres an hour.")
    (gradient f64 "Per mille, the steepest there is.")
    (traction Traction)
    (axle-load u32 "Kilograms that one axle may weigh.")
    (headway duration "What has to lie between two trains.")
    (inspected date)
    (keeper (optional string)))

  (entity Restriction
    "Trains go slowly here."
    (track-id TrackId)
    (speed i32 "Kilometres an hour.")
    (reason string)
    (stretch Metres)
    (until (optional timestamp)))

  (entity Possession
    "The track belongs to those who work on it."
    (id i32 :key)
    (track-id TrackId)
    (kind PossessionKind)
    (starts timestamp)
    (ends timestamp)
    (contractor (optional string))
    (contact string))

  (entity Slot
    "The right to run a train."
    (reference string :key)
    (track-ids (list TrackId))
    (departs timestamp)
    (charge decimal))

  (error track-not-found :status 404 (id TrackId))
  (error slot-refused :status 409 (reason string))
  (error station-not-found :status 404 (station Station.code))

  (rpc get-track
    (in (id TrackId))
    (out Track)
    (errors track-not-found))

  (rpc get-station
    (in (code Station.code))
    (out Station)
    (errors station-not-found))

  (rpc list-restrictions
    (in (track-id TrackId) (limit i32 :default 50))
    (out (list Restriction)))

  (rpc request-slot
    (in (train string) (track-ids (list TrackId)) (departs timestamp))
    (out Slot)
    (errors slot-refused))

  (rpc release-slot
    (in (reference Slot.reference)))

  (event possession-announced (possession Possession))
  (event restriction-set (restriction Restriction))
  (event station-closed (code Station.code) (reason string)))
