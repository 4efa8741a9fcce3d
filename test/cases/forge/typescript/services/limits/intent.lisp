(lang intent 1.0)

(service limits
  (language typescript)

  (entity Member
    (name string :length 20 :pattern "^[A-Z][\\w .'-]*$")
    (age i32 :min 0 :max 150)
    (points u64 :min 1 :max 9007199254740993)
    (ratio f64 :min -0.5 :max 1e21)
    (fee decimal :min 0.50 :max 100)
    (patience duration :min 2s :max 1.5h)
    (avatar (optional bytes) :length 3)
    (tags (list string) :length 2)
    (notes (map string (optional Member)) :length 1)
    (nickname (optional string) :length 1))

  (union Proof
    (pin (code string :pattern "^\\d{4}$" :secret) (tries u32 :max 3 :default 3))
    (token (text string :wire "t-x-t" :length 5 :secret)))

  (error too-many :status 409 (limit i64 :min 1))
  (rpc join (in (member Member) (password string :length 72 :secret) (proof (optional Proof))) (out Member) (errors too-many))
  (event joined (name string :length 20))

  (bootstrap
    (config
      (rate f64 :min 0.5 :max 10 :default 1)
      (key string :pattern "^k/" :secret)
      (wait (optional duration) :max 30s)
      (port u32 :default 8080 :min 1024))))
