(lang intent 1.0)

(universe chain (services "services/*"))
