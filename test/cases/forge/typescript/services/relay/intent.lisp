(lang intent 1.0)

(service relay
  (language typescript)
  (uses samples (rpc save) (rpc find) (entity Sample))

  (rpc pass-on (in (sample samples/Sample)) (out samples/Sample) (errors samples/lost-sample samples/closed))
  (rpc last-seen (out Seen))

  (entity Seen (title string) (request-id string) (events i32))

  (on samples/sample-saved :do remember))
