(lang intent 1.0)

(service door
  "Lets visitors in with a greeting."
  (language typescript)

  (uses greetings (rpc greet) (entity Greeting))

  (entity Welcome
    (line string)
    (greeting-id greetings/Greeting.id))

  (rpc knock
    (in (visitor string))
    (out Welcome)
    (errors greetings/nameless)))
