(lang intent 1.0)

(service supply
  "Contracts with households and small producers, and what they are billed."
  (language rust)

  (uses metering (rpc get-meter) (rpc list-meters) (rpc list-readings) (rpc get-profile))
  (uses market (rpc spot-prices) (rpc current-surcharges) (rpc get-forecast))

  (on metering/reading-taken :do note-reading)
  (on metering/meter-replaced :do move-contract)
  (on metering/outage-reported :do note-outage)
  (on market/prices-published :do keep-prices)

  (enum TariffKind flat tiered time-of-use)
  (enum ContractStatus draft active suspended ended)
  (enum Source solar wind biogas hydro)
  (enum Channel post email portal)

  (alias Money decimal)
  (alias TariffCode string)

  (entity Tier "A price for a kilowatt hour up to a consumption; the last one has no end." (up-to-kwh (optional i64)) (price Money))
  (entity Band "Minutes of a day that cost more or less." (name string) (from-minute i32) (to-minute i32) (factor f64))

  (entity Tariff
    (id i32 :key)
    (code TariffCode :unique)
    (name string)
    (kind TariffKind)
    (base-fee Money "For a month.")
    (tiers (list Tier))
    (bands (list Band)))

  (entity Period (from date) (until date "The first day that is no longer in it."))

  (entity Contract
    (id i64 :key)
    (customer string)
    (meter-id metering/Meter.id)
    (tariff TariffCode)
    (status ContractStatus :default draft)
    (starts-on date)
    (ends-on (optional date))
    (notice duration)
    (deposit Money)
    (iban (optional string))
    (channel Channel :default email)
    (tags (map string string)))

  (entity ContractPage (contracts (list Contract)) (next (optional string)))

  (entity StatementLine (text string) (quantity f64) (amount Money))

  (entity Statement
    "What a contract owes for a period."
    (number string :key)
    (contract-id Contract.id)
    (period Period)
    (kwh i64)
    (lines (list StatementLine))
    (total Money)
    (issued-at timestamp)
    (channel Channel))

  (entity Producer
    "Somebody who feeds in."
    (id uuid :key)
    (name string)
    (meter-id metering/Meter.id)
    (source Source)
    (capacity-kw f64)
    (rate Money "For a kilowatt hour."))

  (entity ZoneReport
    (zone string)
    (contracts u32)
    (kwh-by-tariff (map TariffCode i64))
    (outage-minutes i64)
    (causes (map string u32))
    (peak-kw f64)
    (renewable (optional f64)))

  (error unknown-meter :status 404 (meter-id metering/Meter.id))
  (error contract-not-found :status 404 (id Contract.id))
  (error tariff-not-found :status 404 (tariff TariffCode))
  (error bad-sheet :status 422 (line u32) (reason string))
  (error meter-taken :status 409 (meter-id metering/Meter.id) (contract-id Contract.id))
  (error bad-iban :status 422 (iban string))
  (error no-readings :status 409 (meter-id metering/Meter.id))
  (error too-small :status 422 (capacity-kw f64))

  (rpc add-tariff
    "Takes a price sheet in."
    (in (sheet string))
    (out Tariff)
    (errors bad-sheet))

  (rpc sign-contract
    (in (customer string) (meter-id metering/Meter.id) (tariff TariffCode) (starts-on date) (iban (optional string)) (channel Channel :default email))
    (out Contract)
    (errors unknown-meter tariff-not-found meter-taken bad-iban))

  (rpc get-contract
    (in (id Contract.id))
    (out Contract)
    (errors contract-not-found))

  (rpc list-contracts
    "Contracts by their number, a page at a time."
    (in (status (optional ContractStatus)) (limit i32 :default 20) (after (optional string)))
    (out ContractPage))

  (rpc end-contract
    (in (id Contract.id) (on date))
    (out Contract)
    (errors contract-not-found))

  (rpc bill-contract
    (in (id Contract.id) (period Period))
    (out Statement)
    (errors contract-not-found tariff-not-found no-readings))

  (rpc list-statements
    (in (contract-id Contract.id))
    (out (list Statement)))

  (rpc register-producer
    (in (name string) (meter-id metering/Meter.id) (source Source) (capacity-kw f64))
    (out Producer)
    (errors unknown-meter too-small))

  (rpc report-zone
    (in (zone string) (day date))
    (out ZoneReport))

  (rpc estimate-cost
    "What a year would cost."
    (in (tariff TariffCode) (yearly-kwh u32))
    (out Money)
    (errors tariff-not-found))

  (event contract-signed (contract Contract))
  (event contract-ended (contract-id Contract.id) (on date) (open Money))
  (event statement-issued (number string) (contract-id Contract.id) (total Money) (channel Channel))
  (event supply-interrupted (zone string) (contracts (list Contract.id)) (since timestamp)))
