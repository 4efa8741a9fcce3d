(lang intent 0.9)
(service b-service (language rust))
