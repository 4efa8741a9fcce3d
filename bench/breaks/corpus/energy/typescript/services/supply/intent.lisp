(lang intent 1.0)

(service supply
  "Electricity for households: tariffs, contracts, bills, and what small producers feed in."
  (language typescript)

  (uses metering
    (rpc get-meter)
    (rpc get-zone)
    (rpc list-readings)
    (entity Meter)
    (entity Outage))
  (uses market
    (rpc list-prices)
    (rpc get-forecast)
    (rpc get-feed-in-rate)
    (entity PricePoint))

  (alias TariffCode string)
  (alias Cents i64)

  (enum Band "When something is used." peak shoulder night)
  (enum ContractStatus pending active suspended ended)
  (enum BillStatus open paid disputed written-off)
  (enum LineKind energy standing feed-in credit)

  (entity Period
    "The hours of a day in which a band holds; it may go over midnight."
    (band Band)
    (from-hour i32)
    (to-hour i32)
    (rate decimal "Cents per kilowatt-hour."))

  (entity Tier
    (above-kwh i32)
    (discount decimal "Cents less per kilowatt-hour."))

  (entity Tariff
    (code TariffCode :key)
    (title string)
    (periods (list Period))
    (tiers (list Tier))
    (standing decimal "Cents a day.")
    (valid-from date)
    (green bool :default false))

  (entity Contact
    (name string)
    (email string)
    (phone (optional string)))

  (entity Contract
    (id i32 :key)
    (customer string)
    (meter metering/Meter.id)
    (tariff TariffCode)
    (status ContractStatus :default pending)
    (starts-on date)
    (ends-on (optional date))
    (deposit-cents Cents)
    (iban (optional string))
    (contact Contact)
    (tags (list string)))

  (entity BillLine
    (kind LineKind)
    (label string)
    (kwh f64)
    (cents Cents))

  (entity Bill
    (number i32 :key)
    (contract Contract.id)
    (from date)
    (until date)
    (lines (list BillLine))
    (usage (map Band f64))
    (total-cents Cents)
    (status BillStatus :default open)
    (issued-at timestamp)
    (due-on date))

  (entity Producer
    "Somebody with a plant of their own."
    (contract Contract.id :key)
    (technology market/Technology)
    (capacity-kw f64)
    (paid (map string Cents)))

  (entity Credit
    "What an outage is made good with."
    (outage metering/Outage.id)
    (contract Contract.id)
    (length duration)
    (cents Cents))

  (entity Quote
    (tariff TariffCode)
    (yearly-cents Cents)
    (cheap-hours (list i32))
    (busiest-hour i32))

  (entity ZoneReport
    (zone metering/GridZone.code)
    (title string)
    (contracts i32)
    (usage-kwh f64)
    (rows (list string)))

  (error contract-not-found :status 404 (id Contract.id))
  (error bill-not-found :status 404 (number Bill.number))
  (error already-settled :status 409 (number Bill.number))
  (error unknown-tariff :status 404 (tariff TariffCode))
  (error bad-tariff :status 422 (tariff TariffCode) (problems (list string)))
  (error meter-taken :status 409 (meter metering/Meter.id) (contract Contract.id))
  (error nothing-to-bill :status 409 (contract Contract.id) (from date) (until date))

  (rpc put-tariff
    (in (tariff Tariff))
    (out Tariff)
    (errors bad-tariff))

  (rpc open-contract
    (in
      (customer string)
      (meter metering/Meter.id)
      (tariff TariffCode)
      (starts-on date)
      (contact Contact)
      (tags (list string)))
    (out Contract)
    (errors unknown-tariff meter-taken metering/meter-not-found))

  (rpc get-contract
    (in (id Contract.id))
    (out Contract)
    (errors contract-not-found))

  (rpc list-contracts
    "Contracts by their number, a page at a time."
    (in (status (optional ContractStatus)) (after (optional Contract.id)) (limit i32 :default 20))
    (out (list Contract)))

  (rpc end-contract
    (in (id Contract.id) (on date))
    (out Contract)
    (errors contract-not-found))

  (rpc issue-bill
    (in (contract Contract.id) (from date) (until date))
    (out Bill)
    (errors contract-not-found unknown-tariff nothing-to-bill metering/meter-not-found))

  (rpc pay-bill
    (in (number Bill.number) (cents Cents))
    (out Bill)
    (errors bill-not-found already-settled))

  (rpc register-producer
    (in (contract Contract.id) (technology market/Technology) (capacity-kw f64))
    (out Producer)
    (errors contract-not-found market/no-rate))

  (rpc get-quote
    "What a year would cost, and when to use electricity tomorrow."
    (in (tariff TariffCode) (zone metering/GridZone.code) (yearly-kwh i32 :default 3500))
    (out Quote)
    (errors unknown-tariff))

  (rpc report-zone
    (in (zone metering/GridZone.code))
    (out ZoneReport)
    (errors metering/zone-not-found))

  (event contract-opened (contract Contract))
  (event contract-ended (id Contract.id) (on date))
  (event bill-issued (bill Bill) (customer string))
  (event bill-paid (number Bill.number) (total-cents Cents))

  (on metering/reading-taken :do note-reading)
  (on metering/outage-ended :do credit-outage)
  (on metering/meter-replaced :do swap-meter)
  (on market/prices-published :do refresh-prices))
