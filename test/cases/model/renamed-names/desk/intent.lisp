(lang intent 1.0)

(service desk
  (language typescript)

  (uses users (rpc find-user) (event created) (entity User))
  (on users/created :do welcome)
  (entity Letter
    (to users/User)
    (mail users/Person.email)))
