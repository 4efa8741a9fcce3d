(lang intent 1.0)

(service stall
  (language rust)
  (entity Item (id uuid :key) (name string))
  (crud Item :path "/items" (auth "a" :to delete) (auth "b" :to write) (auth "c"))
  (rpc delete-item (in (id uuid)))
  (rpc create-item (in (name string)) (out Item) (auth "d"))
  (rpc get-item (in (id uuid)) (out Item)))
