(lang intent 1.0)

service
"text"
(service b-service (language rust))
(service second (language rust))
(universe here)
(servise c)
()
