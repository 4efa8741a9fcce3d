(lang intent 1.0)

(service lending
  "The desk of a public library: loans, holds, fines and reading lists."
  (language python)

  (uses catalogue
    (rpc get-title)
    (rpc search-titles)
    (rpc list-partners)
    (rpc request-copy)
    (entity Title)
    (enum Medium)
    (enum Audience))
  (uses accounts
    (rpc read-card)
    (rpc get-member)
    (rpc book-charge)
    (rpc notify)
    (entity Member)
    (enum Tier)
    (enum Standing)
    (enum Channel))

  (alias Barcode string)
  (alias Cents i64)

  (enum LoanState active overdue returned lost)
  (enum HoldState waiting ready collected lapsed)
  (enum Condition "As the desk sees it." fresh worn damaged)
  (enum FineKind late damage loss)

  (entity Branch
    (code string :key)
    (name string)
    (shelves (map string i32) "How many copies a shelf takes.")
    (hours (map i32 string) "By weekday, Monday is 0: `10:00-18:30`.")
    (desk-phone (optional string))
    (patience duration "How long a copy waits for a reader."))

  (entity Item
    (barcode Barcode :key)
    (title catalogue/Title.id)
    (branch Branch.code)
    (shelf string)
    (condition Condition :default fresh)
    (acquired date)
    (price decimal "What was paid for it.")
    (lent-count i32 :default 0)
    (notes (list string)))

  (entity Fine (kind FineKind) (cents Cents) (note (optional string)))

  (entity Loan
    "One copy in one reader's hands."
    (id i64 :key)
    (receipt uuid)
    (barcode Barcode)
    (title catalogue/Title.id)
    (member accounts/Member.number)
    (state LoanState :default active)
    (lent-at timestamp)
    (due date)
    (renewals i32 :default 0)
    (fines (list Fine)))

  (entity Hold
    (id i64 :key)
    (title catalogue/Title.id)
    (member accounts/Member.number)
    (branch Branch.code)
    (placed-at timestamp)
    (state HoldState :default waiting)
    (barcode (optional Barcode))
    (until (optional timestamp)))

  (entity ListEntry
    (title catalogue/Title.id)
    (stars (optional u32))
    (remark (optional string)))

  (entity ReadingList
    (slug string :key)
    (owner accounts/Member.number)
    (heading string)
    (entries (list ListEntry))
    (tags (map string (list catalogue/Title.id)))
    (public bool :default false))

  (entity LoanPage (loans (list Loan)) (next (optional Loan.id)))

  (entity DayReport
    (day date)
    (loans i32)
    (by-state (map LoanState i32))
    (cents-by-kind (map FineKind i64))
    (mean-days f64)
    (longest (optional duration))
    (busiest (optional Branch.code))
    (share decimal "Of all copies, those in hand: from 0 to 1."))

  (error member-refused :status 403 (reason string))
  (error copy-not-found :status 404 (barcode Barcode))
  (error copy-unavailable :status 409 (barcode Barcode) (until (optional date)))
  (error loan-not-found :status 404 (id Loan.id))
  (error not-renewable :status 409 (id Loan.id) (reason string))
  (error title-unknown :status 404 (title catalogue/Title.id))
  (error no-partner :status 404 (title catalogue/Title.id))
  (error bad-list :status 422 (line i32) (reason string))
  (error list-not-found :status 404 (slug string))

  (rpc lend-copy
    (in (card accounts/Card.barcode) (barcode Barcode) (days (optional i32)))
    (out Loan)
    (errors member-refused copy-not-found copy-unavailable))

  (rpc return-copy
    (in (barcode Barcode) (condition Condition) (at timestamp))
    (out Loan)
    (errors copy-not-found))

  (rpc renew-loan
    (in (id Loan.id))
    (out Loan)
    (errors loan-not-found not-renewable))

  (rpc place-hold
    (in (member accounts/Member.number) (title catalogue/Title.id) (branch Branch.code))
    (out Hold)
    (errors member-refused title-unknown))

  (rpc list-loans
    (in
      (member accounts/Member.number)
      (state (optional LoanState))
      (after (optional Loan.id))
      (limit i32 :default 20))
    (out LoanPage))

  (rpc find-copies
    (in (query string) (branch (optional Branch.code)))
    (out (list Item)))

  (rpc save-list
    "One title a line: `12 **** a remark #tag`."
    (in (owner accounts/Member.number) (heading string) (lines (list string)))
    (out ReadingList)
    (errors bad-list))

  (rpc get-list
    (in (slug ReadingList.slug))
    (out ReadingList)
    (errors list-not-found))

  (rpc request-elsewhere
    "Asks the cheapest library that sends in time."
    (in (title catalogue/Title.id) (needed-by date) (budget (optional decimal)))
    (out catalogue/Interloan)
    (errors title-unknown no-partner))

  (rpc get-report
    (in (day date))
    (out DayReport))

  (event copy-lent (loan Loan))
  (event copy-returned (barcode Barcode) (condition Condition) (at timestamp))
  (event hold-ready (hold Hold) (shelf string))
  (event fine-raised (member accounts/Member.number) (loan Loan.id) (fine Fine))

  (on catalogue/title-withdrawn :do retire-copies)
  (on catalogue/titles-merged :do merge-titles)
  (on accounts/member-left :do close-member)

  (bootstrap
    (config
      (port u32 :default 8080)
      (journal string :default "lending.jsonl")
      (title-cache duration :default 10m))))
