(lang intent 1.0)

(service users
  (language rust)
  (entity User (id uuid :key)))
