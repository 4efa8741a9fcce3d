(lang intent 1.0)

(service greetings
  "Says hello, and remembers to whom."
  (language typescript)

  (entity Greeting
    "One hello."
    (id i32 :key)
    (text string)
    (times i32 "How often this person was greeted." :default 1))

  (error nameless :status 400 (reason string))

  (rpc greet
    "Greets somebody by name."
    (in (name string))
    (out Greeting)
    (errors nameless)))
