(lang intent 1.0)

(service desk
  (language rust)

  (enum Fate waiting seated)
  (entity Visit (fate Fate))
  (entity VisitorState (fate Fate))

  (machine visit (for Visit.fate) (initial waiting) (states waiting seated)
    (transition begin :from waiting :to seated)
    (transition sit :from waiting :to seated :guard clone))

  (machine visitor (initial waiting) (states waiting))
  (machine map (initial waiting) (states waiting)))
