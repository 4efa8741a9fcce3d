(lang intent 1.7)

(service a-service (wonder 3))
