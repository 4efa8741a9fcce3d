(lang intent 1.0)

(service samples
  "Every type there is.\nThe second line ends no comment: */"
  (language typescript)

  (enum Mood "How it feels." calm (was-angry :wire "ANGRY") (in-between :was undecided))

  (union Origin
    "Where it comes from."
    (found "By chance." (at-place string :wire "place") (found-on (optional date)))
    (was-bought :was bought (price decimal) (from-whom (list string)))
    (made-of (parts (map string Origin)))
    (unheard-of))

  (machine mood-swing
    "How a sample's mood changes.\nBy itself it never does."
    (for Sample.mood)
    (initial calm)
    (states calm was-angry in-between)
    (transition tease "It does not like that." :from calm :to was-angry :guard is-teasable)
    (transition soothe :from was-angry :to in-between)
    (transition soothe :from in-between :to calm :guard nobody-looks)
    (transition shake :from (in-between calm was-angry) :to was-angry))

  (machine door
    (initial shut)
    (states shut ajar)
    (transition push :from shut :to ajar)
    (transition pull-it-shut :from ajar :to shut :guard nobody-looks))

  (machine statue (initial standing) (states standing))

  (entity Sample
    "One of each."
    (id i64 :key)
    (flag bool :default true)
    (count i32 :default -7)
    (seen u32)
    (total u64 :default 18446744073709551615)
    (ratio f64)
    (title string "What it \"says\"." :default "a \"quoted\" text")
    (data bytes)
    (tracking uuid)
    (at timestamp)
    (day date)
    (lasts duration :default 250ms)
    (price decimal)
    (rest json)
    (origin Origin)
    (mood Mood :default calm)
    (note (optional string))
    (names (list string) :default ())
    (holes (list (optional i32)))
    (by-number (map i32 Mood))
    (by-id (map i64 Part))
    (children (list Sample))
    (full-name string :was display-name)
    (given string :wire "GIVEN_NAME"))

  (entity Part (class string) (default i32) (new bool) (owner (optional Sample)))

  (error lost-sample "It is gone." :status 410 (id Sample.id) (shelf string))
  (error closed :status 423)

  (rpc save (in (sample Sample)) (out Sample) (errors lost-sample closed))
  (rpc delete (in (id Sample.id)) (errors closed))
  (rpc find (in (limit i32 :default 10) (mood (optional Mood))) (out (optional Sample)))
  (rpc count-by-mood (out (map Mood u64)))

  (event sample-saved (sample Sample))

  (bootstrap (config (batch-size i32 :default 5) (verbose bool :default false) (owner string))))
