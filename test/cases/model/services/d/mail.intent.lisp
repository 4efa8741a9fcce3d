(lang intent 1.0)

(service email (language python))
