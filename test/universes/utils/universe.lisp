(lang intent 1.0)

(universe utils
  "One intent in three languages: pure functions and their examples."
  (services "services/*"))
