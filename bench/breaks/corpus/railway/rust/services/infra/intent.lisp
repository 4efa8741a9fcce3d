(lang intent 1.0)

(service infra
  "The infrastructure manager: tracks, who may run on them, and who digs them up."
  (language rust)

  (alias Kilometre f64)

  (enum TrackKind "What a track is there for." main passing siding)
  (enum PossessionState requested granted handed-back)
  (enum Reason "Why one goes slower." subsidence bridge works)

  (entity Track
    "One track between two nodes."
    (id i32 :key)
    (line string)
    (name string)
    (kind TrackKind)
    (length-m u32)
    (max-kmh i32)
    (electrified bool :default true))

  (entity Possession
    "A track that belongs to its builders for a while."
    (id string :key)
    (track-id Track.id)
    (starts timestamp)
    (lasts duration)
    (state PossessionState :default requested)
    (contractor (optional string))
    (gangs (list string)))

  (entity Restriction
    "A stretch on which trains go slower than they might."
    (id i64 :key)
    (track-id Track.id)
    (from-km Kilometre)
    (to-km Kilometre)
    (kmh i32)
    (since date)
    (until (optional date))
    (reason Reason))

  (entity Path
    "The slot that a train has been given."
    (code string :key)
    (tracks (list Track.id))
    (departs timestamp)
    (running-time duration)
    (toll decimal))

  (error track-not-found :status 404 (id Track.id))
  (error path-refused :status 409 (why string) (earliest timestamp))

  (rpc get-track
    (in (id Track.id))
    (out Track)
    (errors track-not-found))

  (rpc request-path
    (in (tracks (list Track.id)) (departs timestamp) (length-m u32) (tonnes f64))
    (out Path)
    (errors path-refused))

  (rpc possessions-on
    "What is dug up on a day, a page at a time."
    (in (day date) (offset u32 :default 0) (limit u32 :default 50))
    (out (list Possession)))

  (event possession-granted (possession Possession))
  (event restriction-imposed (restriction Restriction) (announced timestamp))
  (event restriction-lifted (id Restriction.id)))
