(lang intent 1.0)

(service catalogue
  "Titles, who wrote them, and other libraries that lend what is not here."
  (language rust)

  (alias Isbn string)
  (alias Money decimal)

  (enum Medium book magazine audio film)
  (enum Audience children teenagers adults)
  (enum Progress sent granted declined)

  (entity Author (id i32 :key) (name string) (born (optional i32)))

  (entity Shelfmark (group string) (letters string))

  (entity Title
    (id i32 :key)
    (isbn (optional Isbn))
    (name string)
    (authors (list Author))
    (medium Medium)
    (audience Audience :default adults)
    (year i32)
    (language string)
    (running-time (optional duration))
    (price Money "What a new copy costs.")
    (weight f64 "Kilograms.")
    (shelfmark Shelfmark)
    (subjects (list string)))

  (entity TitlePage (titles (list Title)) (next (optional Title.id)) (total i64))

  (entity Partner
    "A library that lends to us."
    (code string :key)
    (name string)
    (transit duration)
    (fee Money)
    (lends (list Medium))
    (contact (optional string)))

  (entity Interloan
    (number uuid :key)
    (partner Partner.code)
    (title Title.id)
    (progress Progress :default sent)
    (needed-by date))

  (error title-not-found :status 404 (id Title.id))
  (error partner-closed :status 409 (partner Partner.code) (until date))

  (rpc get-title
    (in (id Title.id))
    (out Title)
    (errors title-not-found))

  (rpc search-titles
    "Titles by their ids, a page at a time."
    (in
      (query string)
      (medium (optional Medium))
      (after (optional Title.id))
      (limit i32 :default 20))
    (out TitlePage))

  (rpc list-partners
    (in (medium Medium))
    (out (list Partner)))

  (rpc request-copy
    (in (partner Partner.code) (title Title.id) (needed-by date) (note (optional string)))
    (out Interloan)
    (errors partner-closed))

  (event title-withdrawn (id Title.id) (reason string))
  (event titles-merged (from Title.id) (into Title.id))
  (event title-added (title Title)))
