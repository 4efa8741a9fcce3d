(lang intent 1.0)

(service box-office
  "Customers, and the money that they pay."
  (language typescript)

  (enum Standing regular friend patron)
  (enum PayMeans card cash voucher)

  (entity Customer
    "Somebody who buys tickets."
    (id i32 :key)
    (name string)
    (email string)
    (standing Standing :default regular)
    (birthday (optional date)))

  (entity Payment
    "Money that was taken."
    (id uuid :key)
    (customer-id Customer.id)
    (cents i64)
    (means PayMeans)
    (taken-at timestamp)
    (receipt (optional string) "The number on the slip."))

  (error customer-not-found :status 404 (id Customer.id))
  (error payment-declined :status 402 (reason string))
  (error payment-not-found :status 404 (id Payment.id))

  (rpc get-customer
    (in (id Customer.id))
    (out Customer)
    (errors customer-not-found))

  (rpc charge
    "Takes money from a customer."
    (in (customer-id Customer.id) (cents i64) (means PayMeans) (purpose string))
    (out Payment)
    (errors payment-declined))

  (rpc pay-back
    "Gives money back, all of a payment or a part."
    (in (payment-id Payment.id) (cents i64))
    (out Payment)
    (errors payment-not-found))

  (event customer-merged "Two customers turned out to be one." (kept Customer.id) (gone Customer.id)))
