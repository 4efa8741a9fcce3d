(lang intent 1.0)

(service d-service
  "Syntax errors come along."
  (language rust)
  (entity User (id i32 :default "\q"))
