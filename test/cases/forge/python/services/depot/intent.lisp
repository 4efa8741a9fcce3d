(lang intent 1.0)

(service depot
  "Keeps \"things\" until somebody wants them."
  (language python)

  (uses ledger (rpc find-account) (rpc close-account) (rpc list-accounts))

  (enum Mood "How a thing feels." calm (angry "Keep away.") (fair :was so-so))

  (union Whereabouts
    "Where a thing is."
    (on-shelf "In the depot." (shelf i32) (since date :default "2026-01-01"))
    (lent :wire "out" (to-whom (optional string)) (thing (optional Thing)))
    (lost))

  (machine mood-swing
    "How a \"thing\" feels."
    (for Thing.mood)
    (initial calm)
    (states calm angry fair)
    (transition tease "It does not like that." :from calm :to angry :guard is-teasable)
    (transition soothe :from angry :to fair)
    (transition soothe :from fair :to calm :guard nobody-looks)
    (transition shake :from (fair calm angry) :to angry))

  (machine door
    (initial shut)
    (states shut ajar)
    (transition push :from shut :to ajar)
    (transition pull-it-shut :from ajar :to shut :guard nobody-looks))

  (machine account-flow
    (for ledger/Account.standing)
    (initial good)
    (states good late)
    (transition remind :from good :to late))

  (machine statue (initial standing) (states standing))

  (alias Cents i64)

  (entity Thing
    "One thing."
    (id uuid :key)
    (full-name string "What people call it." :was display-name)
    (size i32)
    (count u32 :default 1)
    (big i64)
    (bigger u64 :default 18446744073709551615)
    (ratio f64 :default 0.5)
    (price decimal)
    (cents Cents :default 7)
    (data bytes)
    (made-at timestamp)
    (day date)
    (wait duration :default 1500ms)
    (extra json)
    (mood Mood :default calm)
    (tags (list string) :default ())
    (sizes (map i64 (optional string)))
    (account (optional ledger/Account))
    (whereabouts Whereabouts)
    (nickname (optional string) :wire "nick")
    (list (list Mood)))

  (error too-big :status 409 (size i32) (limit i64))

  (rpc keep
    "Keeps a thing."
    (in (thing Thing))
    (out Thing)
    (errors too-big ledger/no-account))
  (rpc forget (in (id uuid)))
  (rpc find-mood (in (name string)) (out (optional Mood)))
  (rpc boom (in))

  (event thing-kept (thing-id Thing.id) (mood Mood))

  (on ledger/account-closed :do let-go)

  (bootstrap
    (config
      (shelves u32 :default 10)
      (label string "What stands over the door.")
      (opened (optional date)))))
