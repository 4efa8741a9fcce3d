(lang intent 1.0)

(service user-s (language rust))
