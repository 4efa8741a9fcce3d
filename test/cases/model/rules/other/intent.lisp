(lang intent 1.0)

(service other
  (language python)
  (error foreign :status 404)
  (rpc far (in (id i32)) (out string))
  (event made (id i32) (by string))
  (event lost (id i32)))
