(lang intent 1.0)

(service boxoffice
  "Customers and their money."
  (language python)

  (enum Standing regular friend patron)
  (enum PaymentMethod cash card transfer)

  (entity Address
    (street string)
    (city string)
    (postcode string))

  (entity Customer
    "Somebody who has bought a ticket once."
    (id uuid :key)
    (number i32 "What is printed on the customer's card.")
    (name string)
    (email string)
    (standing Standing :default regular)
    (since date)
    (phone (optional string))
    (address Address))

  (entity Payment
    (id string :key)
    (customer-id Customer.id)
    (amount decimal)
    (fee f64 "What the bank keeps, in euros.")
    (method PaymentMethod)
    (paid-at timestamp)
    (reference string))

  (error customer-not-found :status 404 (id Customer.id))
  (error payment-refused :status 402 (reason string))
  (error payment-not-found :status 404 (id Payment.id))

  (rpc get-customer
    (in (id Customer.id))
    (out Customer)
    (errors customer-not-found))

  (rpc take-payment
    (in (customer-id Customer.id) (amount decimal) (method PaymentMethod) (reference string))
    (out Payment)
    (errors customer-not-found payment-refused))

  (rpc refund
    "Gives back a part of a payment, or all of it."
    (in (payment-id Payment.id) (amount decimal))
    (out Payment)
    (errors payment-not-found))

  (event payment-settled
    (payment Payment))

  (event customer-merged
    (from Customer.id)
    (into Customer.id)))
