(lang intent 1.0)

(service billing
  "Invoices and payments."
  (language typescript)

  (uses orders (rpc mark-paid) (entity Order))

  (enum InvoiceStatus open paid void)

  (entity Invoice
    (number i32 :key)
    (order-id orders/Order.id)
    (user-id orders/Order.user-id)
    (cents i64)
    (status InvoiceStatus :default open))

  (error invoice-not-found :status 404 (number i32))
  (error already-paid :status 409 (number i32))

  (rpc list-invoices
    (in (user-id orders/Order.user-id))
    (out (list Invoice)))

  (rpc pay-invoice
    (in (number i32) (cents i64))
    (out Invoice)
    (errors invoice-not-found already-paid))

  (event invoice-paid (invoice Invoice))

  (on orders/order-placed :do open-invoice))
