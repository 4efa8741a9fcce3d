import * as generated from "../generated.ts";
import type { Contract, Ctx, Supply, SupplyEvents } from "../generated.ts";
import { NoRate } from "../generated.market.ts";
import type { MarketApi, PricesPublished } from "../generated.market.ts";
import { MeterNotFound, ZoneNotFound } from "../generated.metering.ts";
import type {
  GridZone,
  Meter,
  MeteringApi,
  MeterReplaced,
  OutageEnded,
  Reading,
  ReadingTaken,
} from "../generated.metering.ts";
import { dayOf, kilowattHours, pages, plusDays, Rate, retry, startOf } from "./basics.ts";
import type { Day, RetryPolicy } from "./basics.ts";
import { BillBook, BillBuilder } from "./bills.ts";
import { Contracts } from "./contracts.ts";
import { largest, Market } from "./market.ts";
import { Credits, outageLine } from "./outages.ts";
import { meterLabel, readingLine, zoneRows, zoneTitle } from "./report.ts";
import type { Books } from "./store.ts";
import { bandAt, costs, discountFor, problemsOf, TariffBook } from "./tariffs.ts";
import { energy, missing, perBand, Usage } from "./usage.ts";

/** What the service works with; tests pass fakes. */
export interface Tools {
  readonly metering: MeteringApi;
  readonly market: MarketApi;
  readonly events: SupplyEvents;
  readonly now: () => Date;
  readonly log: (line: string) => void;
  readonly retry: RetryPolicy;
  readonly pageSize: number;
}

const isMissing = (answer: object): answer is MeterNotFound | ZoneNotFound =>
  answer instanceof MeterNotFound || answer instanceof ZoneNotFound;

/** Supplies electricity, from the first day of a contract to its last bill. */
export class SupplyService implements Supply {
  readonly books: Books = {
    tariffs: new TariffBook(),
    contracts: new Contracts(),
    bills: new BillBook(),
  };
  readonly usage = new Usage();
  readonly credits = new Credits();
  readonly #zones = new Map<string, GridZone>();
  readonly #tools: Tools;
  readonly #market: Market;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#market = new Market(tools.market, tools.retry);
  }

  async putTariff({ tariff }: generated.PutTariffIn) {
    const problems = problemsOf(tariff);
    if (problems.length > 0) return new generated.BadTariff({ tariff: tariff.code, problems });
    this.books.tariffs.put(tariff);
    return tariff;
  }

  async openContract(input: generated.OpenContractIn, ctx: Ctx) {
    const { contracts, tariffs } = this.books;
    if (tariffs.on(input.tariff, input.startsOn) === undefined)
      return new generated.UnknownTariff({ tariff: input.tariff });
    const taken = contracts.ofMeter(input.meter);
    if (taken !== undefined)
      return new generated.MeterTaken({ meter: input.meter, contract: taken.id });
    const meter = await this.#meter(input.meter, ctx);
    if (isMissing(meter)) return meter;
    const contract = contracts.open(input, this.#today());
    this.#tools.log(`contract ${contract.id}: ${meterLabel(meter)}`);
    await this.#tools.events.contractOpened({ contract }, ctx);
    return contract;
  }

  async getContract({ id }: generated.GetContractIn) {
    return this.#contract(id);
  }

  async listContracts({ status, after, limit }: generated.ListContractsIn) {
    return this.books.contracts.page({ status }, after, limit);
  }

  async endContract({ id, on }: generated.EndContractIn, ctx: Ctx) {
    const contract = this.#contract(id);
    if (contract instanceof generated.ContractNotFound) return contract;
    this.books.contracts.end(contract, on);
    await this.#tools.events.contractEnded({ id, on }, ctx);
    return contract;
  }

  async issueBill({ contract: id, from, until }: generated.IssueBillIn, ctx: Ctx) {
    const contract = this.#contract(id);
    if (contract instanceof generated.ContractNotFound) return contract;
    const start = from < contract.startsOn ? contract.startsOn : from;
    const end = contract.endsOn !== undefined && contract.endsOn < until ? contract.endsOn : until;
    const tariff = this.books.tariffs.on(contract.tariff, start);
    if (tariff === undefined) return new generated.UnknownTariff({ tariff: contract.tariff });
    const meter = await this.#meter(contract.meter, ctx);
    if (isMissing(meter)) return meter;
    const range = { from: startOf(start), until: startOf(end) };
    await this.#read(meter, range, ctx);
    const series = this.usage.of(meter.id);
    const gaps = missing(series, meter, range.from, range.until);
    if (gaps > 0) this.#tools.log(`${meterLabel(meter)}: ${gaps} readings are missing`);
    const used = perBand(series, meter, range, (hour) => bandAt(tariff, hour));
    const builder = new BillBuilder(contract, start, end)
      .energy(used, costs(tariff, used))
      .standing(tariff)
      .with(this.credits.settle(id));
    if (builder.isEmpty) return new generated.NothingToBill({ contract: id, from, until });
    await this.#feedIn(
      builder,
      contract,
      energy(series, meter, range.from, range.until).fedIn,
      ctx,
    );
    this.usage.tally(meter, range.from, range.until);
    const bill = this.books.bills.add(
      builder.build(this.books.bills.next, this.#tools.now(), this.#today()),
    );
    await this.#tools.events.billIssued({ bill, customer: contract.customer }, ctx);
    return bill;
  }

  async payBill({ number, cents }: generated.PayBillIn, ctx: Ctx) {
    const bill = this.books.bills.pay(number, cents);
    if ("status" in bill && bill.status === "paid")
      await this.#tools.events.billPaid({ number, totalCents: bill.totalCents }, ctx);
    return bill;
  }

  async registerProducer(input: generated.RegisterProducerIn, ctx: Ctx) {
    const contract = this.#contract(input.contract);
    if (contract instanceof generated.ContractNotFound) return contract;
    const capacityKw = Math.min(input.capacityKw, largest(input.technology));
    const rate = await this.#market.earns(input.technology, capacityKw, ctx);
    if (rate instanceof NoRate) return rate;
    const paid = this.books.contracts.producer(contract.id)?.paid ?? new Map<string, bigint>();
    const producer = { contract: contract.id, technology: input.technology, capacityKw, paid };
    this.books.contracts.setProducer(producer);
    return producer;
  }

  async getQuote({ tariff: code, zone, yearlyKwh }: generated.GetQuoteIn, ctx: Ctx) {
    const tariff = this.books.tariffs.on(code, this.#today());
    if (tariff === undefined) return new generated.UnknownTariff({ tariff: code });
    const tomorrow = plusDays(this.#today(), 1);
    const even = new Map(tariff.periods.map(({ band }) => [band, 0n]));
    for (const band of even.keys())
      even.set(band, BigInt(Math.round((yearlyKwh * 1000) / even.size)));
    const discount = discountFor(tariff.tiers, yearlyKwh);
    if (discount.micro > 0n) this.#tools.log(`quote for ${code}: a tier is reached`);
    const energyCents = costs(tariff, even)
      .values()
      .reduce((sum, cents) => sum + cents, 0n);
    return {
      tariff: code,
      yearlyCents: energyCents + Rate.parse(tariff.standing).times(365n),
      cheapHours: await this.#market.cheapHours(zone, tomorrow, 4, ctx),
      busiestHour: await this.#market.busiestHour(zone, tomorrow, ctx),
    };
  }

  async reportZone({ zone: code }: generated.ReportZoneIn, ctx: Ctx) {
    const zone = await this.#zone(code, ctx);
    if (isMissing(zone)) return zone;
    const daily = this.usage.ofZone(code);
    const usageKwh = kilowattHours([...daily.values()].reduce((sum, used) => sum + used, 0n));
    const contracts = [...this.books.contracts].filter(({ status }) => status === "active").length;
    return { zone: code, title: zoneTitle(zone), contracts, usageKwh, rows: zoneRows(zone, daily) };
  }

  async noteReading({ reading }: ReadingTaken) {
    if (!this.usage.note(reading)) this.#tools.log(`not kept: ${readingLine(reading)}`);
  }

  async creditOutage({ outage }: OutageEnded) {
    const granted = this.credits.grant(outage, (meter) => this.books.contracts.ofMeter(meter));
    this.#tools.log(`${outageLine(outage)}, ${granted.length} credits`);
  }

  async swapMeter({ removed, installed, on }: MeterReplaced) {
    const contract = this.books.contracts.swap(removed, installed);
    if (contract === undefined) return;
    const last = this.usage.close(removed);
    const stood = last === undefined ? "unread" : readingLine(last);
    this.#tools.log(`contract ${contract.id} has meter ${installed} since ${on}; ${stood}`);
  }

  async refreshPrices({ zone, day, revision }: PricesPublished) {
    if (this.#market.refresh(zone, day, revision))
      this.#tools.log(`prices of ${zone}/${day} are new`);
  }

  #today(): Day {
    return dayOf(this.#tools.now());
  }

  #contract(id: Contract["id"]) {
    return this.books.contracts.get(id) ?? new generated.ContractNotFound({ id });
  }

  #meter(id: number, ctx: Ctx): Promise<Meter | MeterNotFound> {
    return retry(this.#tools.retry, () => this.#tools.metering.getMeter({ id }, ctx));
  }

  async #zone(code: string, ctx: Ctx): Promise<GridZone | ZoneNotFound> {
    const known = this.#zones.get(code);
    if (known !== undefined) return known;
    const zone = await retry(this.#tools.retry, () => this.#tools.metering.getZone({ code }, ctx));
    if (!isMissing(zone)) this.#zones.set(code, zone);
    return zone;
  }

  /** Reads a meter for a range that may be longer than a page. */
  async #read(meter: Meter, { from, until }: { from: Date; until: Date }, ctx: Ctx): Promise<void> {
    const limit = this.#tools.pageSize;
    const load = (offset: number): Promise<Reading[]> =>
      this.#tools.metering.listReadings({ meter: meter.id, from, until, offset, limit }, ctx);
    for await (const reading of pages(limit, load)) this.usage.note(reading);
  }

  /** What a plant earned goes onto the bill, and into its months. */
  async #feedIn(builder: BillBuilder, contract: Contract, fedIn: bigint, ctx: Ctx): Promise<void> {
    const producer = this.books.contracts.producer(contract.id);
    if (producer === undefined || fedIn === 0n) return;
    const rate = await this.#market.earns(producer.technology, producer.capacityKw, ctx);
    if (rate instanceof NoRate) {
      this.#tools.log(`nothing is paid for ${rate.technology}`);
      return;
    }
    const cents = rate.ofWattHours(fedIn);
    const month = this.#today().slice(0, 7);
    producer.paid.set(month, (producer.paid.get(month) ?? 0n) + cents);
    builder.feedIn(kilowattHours(fedIn), cents);
  }
}
