(lang intent 1.0)

(service)
