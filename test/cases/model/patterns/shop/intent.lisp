(lang intent 1.0)

(service shop
  (language typescript)
  (entity User (id i32 :key) (email string))
  (entity Note (text string))
  (entity Order (id i32 :key) (status Status) (total i64))
  (enum Status pending paid shipped)
  (error gone :status 404)
  (rpc get-user (http get "/users/{id}") (in (id i32)) (out User) (errors gone))
  (rpc all-users (http get "/users/{who}") (in (id i32)))
  (rpc list-users (http get "users"))

  (crud User :path "/users")
  (crud Note :path "/notes//all")
  (crud Usr :path "/others")
  (crud Order)

  (every "0 3 * *" :do close-month)
  (every "61 3 * * mon-fri" :do open-month)
  (every "*/5 0-4,6 1 jan 7" :do close-month :zone "Europe/Berln")

  (tool find (in (query string)) (errors goone))
  (tool find)

  (machine flow (for Order.status)
    (initial pendng)
    (states pending paid paid lost)
    (transition pay :from (pending sent) :to paid)
    (transition pay :from pending :to paid)
    (transition close :from paid))
  (machine count (for Order.total) (initial pending) (states pending))
  (machine empty)

  (util quietly (in (text string)) (example (in (text "a")) (out "b")))
  (util slugify (in (text string)) (out string)
    (example (in (txt "A")) (out 3))
    (example (in (text 4)) (out "a")))

  (engine pricing
    (command discount (in (code string)) (out Qote))
    (query discount))

  (rule vip-first (before (rpc rout)) (out bool))
  (rule nothing (out bool))
  (rule listens (after (on shop/made)))

  (scenario "it works"
    (expect (email "ada@example.org"))
    (call get-user (id mad.id))
    (call get-user (ID 3) :as made)
    (expect (emial "ada@example.org") (email 3))
    (expect :error gon))
  (scenario "empty")

  (allow-break User.id :until "2026-02-30" :because "ids")
  (allow-break User.id)

  (union Way (by-mail (address strng)) by-mail (fax (number string) (number string)))
  (union Never)
  (rpc upload (timeout 5) (retry 0) (overlap skp) (idempotent :for 3MB) (dead-letter 4)
    (in (picture (file :max 10)) (name (file 3)))))
