(lang intent 1.0)

(service catalog
  "What the shop sells."
  (language typescript)

  (entity Product
    "Something to buy."
    (sku string :key)
    (title string)
    (price-cents i64)
    (stock i32 :default 0)
    (tags (list string)))

  (error unknown-product :status 404 (sku string))

  (rpc get-product
    (in (sku string))
    (out Product)
    (errors unknown-product))

  (rpc search-products
    "Products whose title or tags hold all words of the query."
    (in (query string) (limit i32 :default 10))
    (out (list Product))))
