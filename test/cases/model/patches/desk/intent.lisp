(lang intent 1.0)

(service desk
  (language rust)
  (entity Guest (id uuid :key) (name string))
  (entity Mark (id uuid :key))
  (entity GuestPatch (id uuid :key) (name string))
  (enum Mood calm wild)
  (alias Change (patch Guest))
  (entity Draft (id uuid :key) (change Change))
  (union Step (edit (changes (list (patch Guest)))) (none))
  (rpc update (in (id uuid) (change (patch Guest)) (more (optional (patch Mark))) (mood (patch Mood)) (text (patch string))
    (missing (patch Nobody)))))
