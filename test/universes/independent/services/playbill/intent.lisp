(lang intent 1.0)

(service playbill
  "Posters, notices and the letters to guests."
  (language python)

  (uses programme (rpc get-production) (rpc list-performances) (entity Production))

  (enum Medium poster letter)

  (entity Notice
    (performance-id programme/Performance.id)
    (medium Medium :default poster)
    (headline string)
    (body string)
    (copies i32 :default 1))

  (rpc notices-for
    (in (performance-id programme/Performance.id))
    (out (list Notice)))

  (rpc weekly-bill
    "The text of the sheet that hangs in the foyer."
    (in (production-id programme/Production.id) (lines i32 :default 7))
    (out string)
    (errors programme/unknown-production))

  (on programme/performance-scheduled :do announce)
  (on programme/performance-called-off :do retract)
  (on box-office/booking-made :do confirm))
