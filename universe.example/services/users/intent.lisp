(lang intent 1.0)

(service users
  "Accounts and profiles."
  (language rust)
  (governance strict-codegen)

  (enum Plan "What an account pays for." free pro enterprise)

  (entity UserProfile
    "A person with an account."
    (id i32 :key)
    (email string "Where we write to." :unique)
    (display-name string)
    (plan Plan :default free)
    (login-count i32 :default 0)
    (nickname (optional string)))

  (error user-not-found :status 404 (id UserProfile.id))
  (error email-taken :status 409 (email string))

  (rpc register-user
    "Opens an account."
    (in (email string) (display-name string) (plan Plan :default free))
    (out UserProfile)
    (errors email-taken))

  (rpc get-user
    "Finds one user."
    (in (id UserProfile.id))
    (out UserProfile)
    (errors user-not-found))

  (rpc list-users
    "Users by e-mail address, a page at a time."
    (in (limit i32 :default 20) (plan (optional Plan)))
    (out (list UserProfile)))

  (event user-registered "An account was opened." (user UserProfile))

  (gap "May an e-mail address be given to somebody else after an account is closed?"))
