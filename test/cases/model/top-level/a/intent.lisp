(lang intent 1.0)

; nothing but a comment
