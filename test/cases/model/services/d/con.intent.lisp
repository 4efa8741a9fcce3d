(lang intent 1.0)

(service con (language rust))
