(lang intent 1.0)

(service stock
  "What lies on the shelves."
  (language python)
  (governance newborn)

  (entity Article
    (sku string :key)
    (title string)
    (pieces i32 :default 0))

  (error unknown-article :status 404 (sku string))

  (rpc get-article
    (in (sku string))
    (out Article)
    (errors unknown-article))

  (rpc list-scarce
    "What runs out, the fewest pieces first."
    (in (limit i32 :default 10))
    (out (list Article))))
