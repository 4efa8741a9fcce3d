(lang intent)
(service d-service (language rust))
