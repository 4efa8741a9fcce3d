(lang intent 1.0)

(service till
  (language typescript)

  (entity BasketEngine (count u32))
  (rpc basket (out u32))

  (engine basket
    (command add (in (count u32)))
    (command clone)
    (query is-empty (out bool))
    (invariant "Is empty!")
    (invariant "≥ 0")
    (invariant "never more than ninety-nine pieces of any one thing that this shop has got on its shelves"))

  (engine nothing))
