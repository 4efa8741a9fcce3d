(lang intent 1.0)

(service accounts
  "Members, their cards and what they owe."
  (language typescript)

  (enum Tier child student standard patron)
  (enum Standing good owing blocked)
  (enum Channel letter mail)

  (entity Address (street string) (town string) (postcode string))

  (entity Member
    (number i32 :key)
    (name string)
    (email (optional string))
    (tier Tier :default standard)
    (standing Standing :default good)
    (born date)
    (joined timestamp)
    (address Address)
    (guardian (optional Member.number))
    (balance i64 "Cents that are owed."))

  (entity Card
    (barcode string :key)
    (member Member.number)
    (expires date)
    (tries u32 :default 0))

  (entity Charge
    (id uuid :key)
    (member Member.number)
    (cents i64)
    (reason string)
    (at timestamp))

  (error member-not-found :status 404 (number Member.number))
  (error card-invalid :status 403 (barcode string) (reason string))

  (rpc read-card
    (in (barcode Card.barcode))
    (out Card)
    (errors card-invalid))

  (rpc get-member
    (in (number Member.number))
    (out Member)
    (errors member-not-found))

  (rpc book-charge
    "Books what somebody owes."
    (in (member Member.number) (cents i64) (reason string))
    (out Charge)
    (errors member-not-found))

  (rpc notify
    "Writes to a member."
    (in (member Member.number) (subject string) (body string) (channel Channel :default mail))
    (out bool))

  (event member-left (number Member.number) (at timestamp))
  (event member-blocked (number Member.number) (reason string)))
