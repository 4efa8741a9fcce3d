(lang intent 1.0)

; A form of one's own, which each service calls.
(define-form (kept-entity name . fields) `(entity ,name (id string :key) ,@fields))

(universe whole
  "Every form and every clause that is stamped, in three languages."
  (services "services/*")
  (gates rust
    (setup "cargo fetch")
    (check "cargo check --all-targets")
    (lint "cargo clippy --all-targets -- -D warnings")
    (test "cargo test"))
  (gates typescript
    (setup "npm install --no-audit --no-fund")
    (check "tsc --noEmit")
    (lint "oxlint")
    (test))
  (gates python (check "pyright") (lint "ruff check") (test))
  (limits :repair-cycles 3 :minutes 30 :usd 5.00 :rounds 40 :tokens 1000000)
  (sandbox none)
  (delivery draft-branch)
  (consumer pocket "An app that orders." :outside :lag 180d (uses whole-rust (rpc order)))
  (boundary "side-*" :never-uses "whole-*" :because "bells know nobody")
  (conflict-rule variant-added
    :use matches
    :language python
    :source compatible
    :because "our matches have a default")
  (conflict-rule variant-removed :wire breaks :stored breaks :because "old values are read again")
  (allow-break whole-rust/Everything :until "2126-12-31" :because "it only stands here"))
