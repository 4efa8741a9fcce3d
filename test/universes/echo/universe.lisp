(lang intent 1.0)

(universe echo (services "services/*"))
