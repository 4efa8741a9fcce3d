(lang intent 1.0)

(universe yard (services "services/*"))
