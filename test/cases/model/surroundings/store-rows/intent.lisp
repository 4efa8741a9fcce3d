(lang intent 1.0)

(service store-rows
  (language rust)
  (rpc read (out string)))
