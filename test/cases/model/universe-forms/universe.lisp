(lang intent 1.0)

(universe Shop
  (services "services/*" "../elsewhere/*" "/etc" "")
  (gates rust (check "cargo check") (check "again") (setup))
  (gates rust (test "cargo test"))
  (gates cobol (check "cobc"))
  (gates python (tests "pytest"))
  (limits :repair-cycles 2.5 :minutes -1 :usd lots :hours 3 :minutes 4)
  (sandbox bwarp)
  (delivery draft-branch land)
  (code-host github)
  (entity User (id i32))
  (delivery land))
