(lang intent 1.0)

(service titles
  "The catalogue: what has been published, whatever copies of it stand anywhere."
  (language typescript)

  (enum Medium "What is carried home." book ebook audiobook film)
  (enum Audience adult youth children)

  (alias Isbn string)
  (alias Stars i32)

  (entity Creator
    (name string)
    (role string :default "author")
    (born (optional i32)))

  (entity Title
    "One work in one edition."
    (id i64 :key)
    (isbn Isbn)
    (name string "As it stands on the spine.")
    (medium Medium)
    (audience Audience :default adult)
    (creators (list Creator))
    (published date)
    (pages (optional i32))
    (mark string "Where it is shelved: a class and a word.")
    (replacement decimal "What a lost copy costs.")
    (languages (list string))
    (ratings (map Stars u32) "Votes by their stars.")
    (weight-grams u32)
    (score f64))

  (entity Subject
    (path string :key)
    (label string)
    (titles (list Title.id)))

  (error title-not-found :status 404 (id Title.id))
  (error bad-query :status 422 (position u32) (reason string))

  (rpc get-title
    (in (id Title.id))
    (out Title)
    (errors title-not-found))

  (rpc search-titles
    "Best matches first."
    (in (text string) (limit i32 :default 20) (medium (optional Medium)))
    (out (list Title))
    (errors bad-query))

  (rpc list-subjects
    (in (under string))
    (out (list Subject)))

  (event title-retired "Nobody shall lend it any more."
    (id Title.id)
    (reason string)
    (since date))

  (event titles-merged "Two records were one work."
    (source Title.id)
    (target Title.id)))
