(service a-service
  (language rust))

(lang intent 1.0)
(lang intent 1.0)
