(lang intent 1.0)

(service accounts
  "Members, their cards and what they owe."
  (language python)

  (enum Standing good barred lapsed)
  (enum Category child adult senior institution)

  (alias CardNumber string)

  (entity Address
    (street string)
    (town string)
    (postcode string))

  (entity Member
    "Somebody with a card."
    (id i64 :key)
    (card CardNumber)
    (name string)
    (email (optional string))
    (born date)
    (category Category :default adult)
    (standing Standing :default good)
    (loan-limit i32)
    (joined timestamp)
    (address Address)
    (interests (list string))
    (credit decimal "Paid in advance."))

  (entity Receipt
    (number string :key)
    (amount decimal)
    (left decimal "Of the credit.")
    (booked-at timestamp))

  (error member-not-found :status 404 (id Member.id))
  (error credit-exhausted :status 402 (id Member.id) (missing decimal))

  (rpc get-member
    (in (id Member.id))
    (out Member)
    (errors member-not-found))

  (rpc charge-member
    "Takes an amount from a member's credit."
    (in (member Member.id) (amount decimal) (reason string))
    (out Receipt)
    (errors member-not-found credit-exhausted))

  (rpc find-card
    (in (card CardNumber))
    (out Member)
    (errors member-not-found))

  (event member-barred
    (id Member.id)
    (until (optional date))
    (reason string))

  (event member-moved
    (id Member.id)
    (address Address)))
