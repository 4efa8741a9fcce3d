(lang intent 1.0)

(service lending
  "The lending desk: items on shelves, loans, holds, fines and reading lists."
  (language rust)

  (uses titles (rpc get-title) (rpc search-titles) (entity Title) (enum Medium))
  (uses accounts (rpc get-member) (rpc charge-member) (entity Member))

  (on titles/title-retired :do withdraw-title)
  (on titles/titles-merged :do merge-titles)
  (on accounts/member-barred :do bar-member)

  (enum ItemState "Where an item is." on-shelf lent set-aside in-transit missing)
  (enum HoldState waiting ready expired collected)
  (enum FineKind overdue damage loss)
  (enum Refusal "Why somebody may not borrow." barred too-many fines-open)

  (alias BranchCode string)
  (alias Barcode string)

  (entity Item
    "One copy of a title."
    (barcode Barcode :key)
    (title titles/Title.id)
    (branch BranchCode "Where it belongs and stands.")
    (mark string)
    (state ItemState :default on-shelf)
    (acquired date)
    (wear u32 :default 0)
    (notes (list string)))

  (entity Loan
    (id i64 :key)
    (barcode Barcode)
    (member accounts/Member.id)
    (lent-at timestamp)
    (due date)
    (renewals i32 :default 0)
    (returned (optional timestamp)))

  (entity LoanPage
    (loans (list Loan))
    (next (optional Loan.id) "After which the next page begins."))

  (entity Hold
    "Somebody waits for a title."
    (id i64 :key)
    (title titles/Title.id)
    (member accounts/Member.id)
    (branch BranchCode)
    (placed-at timestamp)
    (state HoldState :default waiting)
    (priority i32 :default 0)
    (ready-until (optional date)))

  (entity Fine
    (id i64 :key)
    (member accounts/Member.id)
    (kind FineKind)
    (amount decimal)
    (day date)
    (paid bool :default false)
    (note (optional string)))

  (entity Hours (opens duration "After midnight.") (closes duration))

  (entity Branch
    (code BranchCode :key)
    (name string)
    (capacity u32)
    (opening (map date Hours))
    (closed (list date)))

  (entity ReadingList
    (id uuid :key)
    (owner accounts/Member.id)
    (name string)
    (titles (list titles/Title.id))
    (shared bool :default false))

  (entity InterlibraryRequest
    (reference string :key)
    (isbn string)
    (member accounts/Member.id)
    (lender string)
    (cost decimal)
    (wanted-by (optional date)))

  (entity BranchReport
    (branch BranchCode)
    (name string)
    (items u32)
    (overdue u32)
    (by-state (map string u32))
    (fullness f64 "From 0 to 1."))

  (error unknown-title :status 404 (title titles/Title.id))
  (error unknown-member :status 404 (member accounts/Member.id))
  (error unknown-item :status 404 (barcode Barcode))
  (error unknown-branch :status 404 (branch BranchCode))
  (error bad-mark :status 422 (mark string) (reason string))
  (error item-unavailable :status 409 (barcode Barcode) (state ItemState))
  (error borrowing-refused :status 403 (member accounts/Member.id) (reason Refusal) (limit i32))
  (error loan-not-found :status 404 (id Loan.id))
  (error not-renewable :status 409 (id Loan.id) (reason string))
  (error hold-exists :status 409 (id Hold.id))
  (error fine-not-found :status 404 (id Fine.id))
  (error payment-refused :status 402 (id Fine.id) (missing decimal))
  (error held-here :status 409 (barcode Barcode))

  (rpc receive-item
    (in (barcode Barcode) (title titles/Title.id) (branch BranchCode))
    (out Item)
    (errors unknown-title unknown-branch bad-mark))

  (rpc lend-item
    (in (barcode Barcode) (member accounts/Member.id))
    (out Loan)
    (errors unknown-item unknown-member item-unavailable borrowing-refused))

  (rpc return-item
    (in (barcode Barcode) (branch BranchCode))
    (out Loan)
    (errors unknown-item item-unavailable))

  (rpc renew-loan
    (in (id Loan.id))
    (out Loan)
    (errors loan-not-found not-renewable))

  (rpc list-loans
    "Open loans of a member, a page at a time."
    (in (member accounts/Member.id) (after (optional Loan.id)) (limit i32 :default 20))
    (out LoanPage))

  (rpc place-hold
    (in (title titles/Title.id) (member accounts/Member.id) (branch BranchCode) (priority i32 :default 0))
    (out Hold)
    (errors unknown-title unknown-member hold-exists))

  (rpc settle-fine
    (in (id Fine.id))
    (out Fine)
    (errors fine-not-found payment-refused))

  (rpc save-list
    (in (owner accounts/Member.id) (name string) (titles (list titles/Title.id)))
    (out ReadingList))

  (rpc request-elsewhere
    "Asks another library for what stands on no shelf here."
    (in (member accounts/Member.id) (isbn string) (wanted-by (optional date)))
    (out InterlibraryRequest)
    (errors unknown-member held-here))

  (rpc report-branch
    (in (branch BranchCode))
    (out BranchReport)
    (errors unknown-branch))

  (event item-lent (loan Loan))
  (event item-returned (loan Loan) (late-days i64))
  (event hold-ready (hold Hold) (until date))
  (event fine-raised (fine Fine)))
