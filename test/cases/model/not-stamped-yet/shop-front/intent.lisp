(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity User (id i32 :key) (status Status))
  (enum Status new paid)
  (union Contact (by-mail (address string)) unknown-way)
  (crud User :path "/users" :store sqlite)
  (every "0 3 * * 1-5" :do close-month :zone "Europe/Berlin" (timeout 5s))
  (scenario "it works" (call find (id 3) :as found) (call find (id found.id)) (expect (id found.id)))
  (rpc find (in (id i32)) (out User))
  (rpc get-user (auth "orders:read") (in (avatar (file :max 10MB)) (rows (optional (page string)))))
  (tool find-user "Finds." (in (query string :default "")) (out (list User)))
  (util slugify (in (text string)) (out string) (example (in (text "A b")) (out "a-b")))
  (engine pricing (command discount (in (code string))) (invariant "a total is never negative"))
  (machine flow (for User.status) (initial new) (states new paid)
    (transition pay :from new :to paid)))
