(lang intent 1.0)

(service shop-front
  (language typescript)

  (entity String (id i32))
  (enum Ctx unknown known)
  (error internal)
  (error result (code string))
  (rpc new)
  (rpc drop)
  (bootstrap (config (port string) (ports u32) (from-env string) (log bool)))
  (event to))
