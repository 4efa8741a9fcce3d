(lang intent 1.0)

(service builders (language typescript))
