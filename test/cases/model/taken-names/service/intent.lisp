(lang intent 1.0)

(service config
  (language python)
  (bootstrap (config (port u32 :default 8080))))
