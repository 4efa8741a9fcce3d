(lang intent 1.0)

(service catalogue
  "Titles and who wrote them."
  (language rust)

  (alias Isbn string)

  (enum Medium book audiobook film score)

  (entity Author
    (id u32 :key)
    (name string "Family name, a comma, given name.")
    (born (optional date)))

  (entity Title
    "What a library may own copies of."
    (id u32 :key)
    (isbn (optional Isbn))
    (name string)
    (authors (list Author))
    (medium Medium)
    (shelfmark string "Class and a mark, such as `QA76 K58`.")
    (published date)
    (price decimal "What a new copy costs.")
    (pages (optional i32))
    (weight f64 "Kilograms.")
    (tags (list string)))

  (error title-not-found :status 404 (id Title.id))

  (rpc get-title
    "Finds one title."
    (in (id Title.id))
    (out Title)
    (errors title-not-found))

  (rpc find-titles
    "Titles by words of their names, best first."
    (in (query string) (medium (optional Medium)) (limit i32 :default 20))
    (out (list Title)))

  (event title-withdrawn "A title may no longer be lent." (title Title.id) (reason string))
  (event title-revised (title Title)))
