(lang intent 1.0)

(service library
  "Lending: members, copies, loans, holds and fines."
  (language typescript)

  (uses catalogue (rpc get-title find-titles) (entity Title Author))
  (uses accounts (rpc get-account charge notify) (entity Account Receipt))

  (alias CardNumber string)
  (alias Barcode string)

  (enum Tier child adult senior staff)
  (enum ItemState shelved lent reserved moving missing)
  (enum HoldState waiting ready collected lapsed)
  (enum FineReason late damaged lost)

  (entity Member
    "Somebody who may borrow."
    (id i32 :key)
    (account accounts/Account.id)
    (card CardNumber)
    (tier Tier :default adult)
    (home Branch.code)
    (joined date)
    (nickname (optional string)))

  (entity Hours
    "Both since midnight."
    (opens duration)
    (closes duration))

  (entity Branch
    (code string :key)
    (name string)
    (week (map string Hours) "By the day's first three letters.")
    (closed (list date)))

  (entity Place
    "Where a copy stands."
    (branch Branch.code)
    (room string)
    (shelf i32))

  (entity Item
    "One thing that can be carried home."
    (barcode Barcode :key)
    (title catalogue/Title.id)
    (place Place)
    (state ItemState :default shelved)
    (wear i32 "Nothing is new, ten falls apart.")
    (acquired date))

  (entity Loan
    (id i64 :key)
    (member Member.id)
    (copy Item.barcode)
    (title catalogue/Title.id)
    (since timestamp)
    (due date)
    (renewals u32 :default 0)
    (returned (optional timestamp))
    (note (optional string)))

  (entity LoanPage
    (loans (list Loan))
    (next (optional Loan.id))
    (total u32))

  (entity Hold
    "A place in the queue for a title."
    (id u32 :key)
    (member Member.id)
    (title catalogue/Title.id)
    (pickup Branch.code)
    (placed timestamp)
    (state HoldState :default waiting)
    (copy (optional Item.barcode))
    (expires (optional date))
    (weight f64 "How much it counts; the heaviest goes first."))

  (entity Fine
    (id uuid :key)
    (member Member.id)
    (loan (optional Loan.id))
    (reason FineReason)
    (amount decimal)
    (imposed timestamp)
    (paid bool :default false))

  (entity ReadingList
    (slug string :key)
    (owner Member.id)
    (name string)
    (titles (list catalogue/Title.id))
    (notes (map catalogue/Title.id string))
    (shared bool :default false))

  (entity LoanRequest
    "A wish for something of another library."
    (id uuid :key)
    (member Member.id)
    (isbn catalogue/Isbn)
    (lender string)
    (cost decimal)
    (transit duration)
    (wanted-by (optional date)))

  (error member-not-found :status 404 (id Member.id))
  (error item-unavailable :status 409 (barcode Item.barcode) (state ItemState))
  (error limit-reached :status 409 (limit u32))
  (error card-blocked :status 403 (owed decimal))
  (error loan-not-found :status 404 (id Loan.id))
  (error not-renewable :status 409 (id Loan.id) (reason string))
  (error already-held :status 409 (title catalogue/Title.id))
  (error bad-isbn :status 422 (isbn string) (reason string))
  (error not-paid :status 402 (reason string))

  (rpc enrol
    "Makes a member of somebody with an account."
    (in (account accounts/Account.id) (home Branch.code) (tier (optional Tier)))
    (out Member)
    (errors member-not-found))

  (rpc lend
    (in (member Member.id) (barcode Item.barcode))
    (out Loan)
    (errors member-not-found item-unavailable limit-reached card-blocked))

  (rpc give-back
    (in (barcode Item.barcode) (branch Branch.code) (damage i32 :default 0))
    (out Loan)
    (errors item-unavailable))

  (rpc renew
    (in (id Loan.id))
    (out Loan)
    (errors loan-not-found not-renewable))

  (rpc list-loans
    "A member's loans by their ids, a page at a time."
    (in (member Member.id) (after (optional Loan.id)) (limit i32 :default 20))
    (out LoanPage)
    (errors member-not-found))

  (rpc place-hold
    (in (member Member.id) (title catalogue/Title.id) (pickup (optional Branch.code)))
    (out Hold)
    (errors member-not-found already-held))

  (rpc pay-fines
    "Pays all that a member owes."
    (in (member Member.id))
    (out accounts/Receipt)
    (errors member-not-found not-paid))

  (rpc save-list
    (in (owner Member.id) (name string) (titles (list catalogue/Title.id)) (shared bool :default false))
    (out ReadingList)
    (errors member-not-found))

  (rpc request-loan
    (in (member Member.id) (isbn string) (lender string))
    (out LoanRequest)
    (errors member-not-found bad-isbn))

  (rpc shelf-report
    "What stands in a branch, one line a piece."
    (in (branch Branch.code))
    (out (list string)))

  (event loan-opened (loan Loan) (copies-out u32))
  (event loan-closed (loan Loan) (days-late i32))
  (event hold-ready (hold Hold) (member Member.id) (shelf string))
  (event fine-imposed (fine Fine))

  (on catalogue/title-withdrawn :do withdraw)
  (on catalogue/title-revised :do revise)
  (on accounts/account-closed :do block)
  (on accounts/account-moved :do move-home))
