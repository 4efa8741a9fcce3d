(lang intent 1.0)

(service shop
  (language rust)
  (bootstrap (config (database-url string)))
  (entity Order (id uuid :key))
  (entity Item (id uuid :key))
  (entity Note (id uuid :key))
  (crud Order :path "/orders" :store sqlite)
  (crud Note :path "/notes")
  (crud Item :path "/items" :store postgresql))
