(lang intent 1.0)

(service settlement
  "Contracts, bills and what small producers are paid."
  (language python)

  (uses metering (rpc get-meter) (rpc list-readings))
  (uses market (rpc day-prices) (rpc get-forecast) (rpc get-zone))

  (enum TariffKind flat banded tiered dynamic)
  (enum Band peak shoulder night)
  (enum ContractState draft active suspended ended)
  (enum InvoiceState issued paid overdue cancelled)
  (enum FeedInScheme fixed market-premium)

  (alias Cents i64)
  (alias CustomerRef string)

  (entity Tier
    (up-to-kwh (optional f64) "Open at the top where it is left out.")
    (cents-per-kwh decimal))

  (entity BandRate
    (band Band)
    (first-hour i32)
    (last-hour i32)
    (cents-per-kwh decimal))

  (entity Tariff
    (code string :key)
    (title string)
    (kind TariffKind)
    (tiers (list Tier))
    (rates (list BandRate))
    (base-fee Cents)
    (valid-from date)
    (labels (map string string)))

  (entity BillingPeriod
    (first-day date)
    (last-day date))

  (entity Contract
    (id i64 :key)
    (number string)
    (customer CustomerRef)
    (meter-id metering/Meter.id)
    (tariff-code Tariff.code)
    (state ContractState :default draft)
    (starts-on date)
    (ends-on (optional date))
    (deposit Cents :default 0)
    (discount-percent f64 :default 0.0)
    (notice duration :default 30d))

  (entity ContractPage
    (contracts (list Contract))
    (more bool))

  (entity InvoiceLine
    (label string)
    (quantity f64)
    (unit string)
    (amount Cents))

  (entity Invoice
    (number u32 :key)
    (contract-id Contract.id)
    (period BillingPeriod)
    (lines (list InvoiceLine))
    (total Cents)
    (state InvoiceState :default issued)
    (due-on date)
    (reminders i32 :default 0))

  (entity Producer
    (id i32 :key)
    (name string)
    (meter-id metering/Meter.id)
    (peak-kw f64)
    (scheme FeedInScheme :default fixed))

  (entity FeedInCredit
    (producer-id Producer.id)
    (period BillingPeriod)
    (kwh f64)
    (amount Cents))

  (entity Estimate
    (tariff-code Tariff.code)
    (low Cents)
    (high Cents)
    (confidence f64))

  (entity Outage
    (id uuid :key)
    (zone string)
    (started-at timestamp)
    (ended-at (optional timestamp))
    (cause string)
    (meters (list metering/Meter.id)))

  (entity ZoneSummary
    (zone string)
    (title string)
    (contracts u32)
    (by-state (map string u32))
    (average-price (optional f64))
    (outages (list Outage)))

  (error unknown-tariff :status 422 (tariff-code Tariff.code))
  (error meter-unknown :status 422 (meter-id metering/Meter.id))
  (error contract-not-found :status 404 (id Contract.id))
  (error transition-refused :status 409 (state ContractState) (wanted ContractState))
  (error not-billable :status 409 (id Contract.id) (reason string))
  (error invoice-not-found :status 404 (number Invoice.number))
  (error wrong-amount :status 409 (expected Cents))
  (error producer-not-found :status 404 (id Producer.id))
  (error zone-not-found :status 404 (zone string))

  (rpc open-contract
    (in
      (customer CustomerRef)
      (meter-id metering/Meter.id)
      (tariff-code Tariff.code)
      (starts-on date)
      (deposit Cents :default 0))
    (out Contract)
    (errors unknown-tariff meter-unknown))

  (rpc change-state
    (in (id Contract.id) (state ContractState))
    (out Contract)
    (errors contract-not-found transition-refused))

  (rpc list-contracts
    "By id, one page after the other."
    (in (state (optional ContractState)) (after Contract.id :default 0) (limit i32 :default 50))
    (out ContractPage))

  (rpc bill-contract
    (in (id Contract.id) (period BillingPeriod))
    (out Invoice)
    (errors contract-not-found not-billable))

  (rpc pay-invoice
    (in (number Invoice.number) (amount Cents) (paid-on date))
    (out Invoice)
    (errors invoice-not-found wrong-amount))

  (rpc register-producer
    (in
      (name string)
      (meter-id metering/Meter.id)
      (peak-kw f64)
      (scheme FeedInScheme :default fixed))
    (out Producer)
    (errors meter-unknown))

  (rpc credit-feed-in
    (in (producer-id Producer.id) (period BillingPeriod))
    (out FeedInCredit)
    (errors producer-not-found))

  (rpc estimate-cost
    (in (tariff-code Tariff.code) (kwh f64) (zone string) (day date))
    (out Estimate)
    (errors unknown-tariff))

  (rpc zone-report
    (in (zone string) (day date))
    (out ZoneSummary)
    (errors zone-not-found))

  (event contract-activated (contract Contract) (on-day date))
  (event invoice-issued (invoice Invoice))
  (event invoice-paid (number Invoice.number) (paid-on date))
  (event feed-in-credited (credit FeedInCredit))

  (on metering/reading-taken :do record-reading)
  (on metering/meter-replaced :do move-contracts)
  (on metering/outage-reported :do open-outage)
  (on market/prices-published :do refresh-prices))
