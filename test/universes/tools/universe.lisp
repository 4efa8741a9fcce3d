(lang intent 1.0)

(universe tools
  "One intent in three languages: tools that models call."
  (services "services/*"))
