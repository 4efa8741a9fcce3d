(lang intent 1.0)

(service web-shop
  (language typescript)
  (contract "openapi.yaml")
  (stamp (outputs "src/gen/**"))
  (code "src/**" :except "src/gen/**")
  (bench "npm run bench")
  (uses store-rows (rpc read)))
