(lang intent 1.0)

(univers shop (services "*"))
