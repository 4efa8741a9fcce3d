(lang intent 1.0)

(service ledger
  "Who owes what."
  (language rust)

  (enum Standing good late)

  (entity Account
    "This text stays with its owner."
    (id i64 :key)
    (standing Standing :default good)
    (note (optional string)))

  (error no-account :status 404 (id i64))

  (rpc find-account "Stays with its owner, too." (in (id i64)) (out Account) (errors no-account))
  (rpc close-account (in (id i64)) (errors no-account))
  (rpc list-accounts (in (limit i32 :default 5)) (out (list Account)))

  (event account-closed (account Account) (at timestamp)))
