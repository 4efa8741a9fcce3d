(lang intent 1.0)

(service accounts
  "People, where they live and what they pay."
  (language python)

  (enum Standing active suspended closed)
  (enum Channel email letter text)

  (entity Address
    (street string)
    (town string)
    (postcode string))

  (entity Account
    "A person of the town."
    (id uuid :key)
    (email string)
    (display-name string)
    (address Address)
    (phone (optional string))
    (born date)
    (standing Standing :default active)
    (channel Channel :default email)
    (languages (list string)))

  (entity Receipt
    (number i64 :key)
    (amount decimal)
    (booked timestamp))

  (error account-not-found :status 404 (id Account.id))
  (error charge-refused :status 402 (reason string))

  (rpc get-account
    (in (id Account.id))
    (out Account)
    (errors account-not-found))

  (rpc charge
    "Takes money from an account."
    (in (id Account.id) (amount decimal) (memo string))
    (out Receipt)
    (errors account-not-found charge-refused))

  (rpc notify
    "Sends a few words; the answer says by which way."
    (in (id Account.id) (subject string) (body string))
    (out Channel)
    (errors account-not-found))

  (event account-closed (id Account.id) (at timestamp))
  (event account-moved (account Account)))
