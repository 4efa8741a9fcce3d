(lang intent 1.0)

(service shop-front
  (language typescript)

  (alias A B)
  (alias B (list C))
  (alias C A)
  (alias D D)
  (entity Node (next Node))
  (entity Left (right Right))
  (entity Right (left OtherLeft))
  (alias OtherLeft Left)
  (entity Tree (children (list Tree)) (parent (optional Tree)) (by-name (map string Tree)))
  (entity Loop (x Loop.y) (y Loop.x)))
