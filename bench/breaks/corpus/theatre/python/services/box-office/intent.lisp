(lang intent 1.0)

(service box-office
  "Customers and their money."
  (language rust)

  (enum PaymentMethod card cash transfer)
  (enum PaymentState authorised captured refunded)

  (alias Points u32)

  (entity Customer
    (id i64 :key)
    (name string)
    (email string)
    (language string :default "en")
    (member-since (optional date))
    (points Points :default 0))

  (entity Payment
    (id i64 :key)
    (customer-id Customer.id)
    (amount decimal)
    (method PaymentMethod)
    (state PaymentState :default authorised)
    (taken-at timestamp))

  (error customer-not-found :status 404 (id Customer.id))
  (error payment-refused :status 402 (reason string))
  (error payment-not-found :status 404 (id Payment.id))

  (rpc get-customer
    (in (id Customer.id))
    (out Customer)
    (errors customer-not-found))

  (rpc charge
    (in (customer-id Customer.id) (amount decimal) (method PaymentMethod) (reference string))
    (out Payment)
    (errors payment-refused))

  (rpc give-back
    (in (payment-id Payment.id) (amount decimal))
    (out Payment)
    (errors payment-not-found))

  (event payment-settled (payment Payment))
  (event customers-merged (kept Customer.id) (gone Customer.id)))
