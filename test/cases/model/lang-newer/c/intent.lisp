(lang dune 3.0)
(service c-service (language rust))
