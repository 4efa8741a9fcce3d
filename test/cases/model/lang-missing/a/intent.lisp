; no first line
(service a-service
  (language rust))
