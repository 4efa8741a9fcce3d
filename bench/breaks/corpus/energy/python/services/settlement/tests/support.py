"""Stand-ins for the services around settlement, and things to test with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from settlement.custom.app import App
from settlement.custom.prices import PriceBoard
from settlement.generated import (
    Band,
    BandRate,
    BillingPeriod,
    ContractActivated,
    Ctx,
    FeedInCredited,
    InvoiceIssued,
    InvoicePaid,
    RemoteError,
    Tariff,
    TariffKind,
    Tier,
    a_tariff,
)
from settlement.generated_market import (
    DayPricesIn,
    Forecast,
    GetForecastIn,
    GetZoneIn,
    NoPrices,
    PricePoint,
    UnknownZone,
    Zone,
    a_forecast,
    a_price_point,
    a_zone,
)
from settlement.generated_metering import (
    GetMeterIn,
    ListReadingsIn,
    Meter,
    MeterNotFound,
    Reading,
    ReadingPage,
    a_meter,
    a_place,
    a_reading,
    a_register,
)

TODAY = date(2026, 3, 10)
START = datetime(2026, 3, 1, tzinfo=UTC)
MARCH = BillingPeriod(first_day=date(2026, 3, 1), last_day=date(2026, 3, 30))

DRAW, FEED = "1.8.0", "2.8.0"

METER = a_meter(
    id=42,
    serial="EM-42",
    place=a_place(zone_code="north"),
    fuse_kw=30.0,
    installed_on=date(2015, 6, 1),
    registers=[
        a_register(code=DRAW, direction="draw"),
        a_register(code=FEED, direction="feed", factor=2.0),
    ],
)


def stand(hours: int, watt_hours: int, channel: str = DRAW, meter_id: int = 42) -> Reading:
    """What a register stands at so many hours after the start."""
    return a_reading(
        meter_id=meter_id,
        channel=channel,
        taken_at=START + timedelta(hours=hours),
        watt_hours=watt_hours,
        source="gateway",
    )


def price(hour: int, price_per_mwh: float) -> PricePoint:
    return a_price_point(
        zone="north", starts_at=START + timedelta(hours=hour), price_per_mwh=price_per_mwh
    )


def flat(code: str = "basic", cents: str = "30", since: date = date(2020, 1, 1)) -> Tariff:
    return a_tariff(
        code=code,
        title=code.title(),
        kind=TariffKind.FLAT,
        tiers=[Tier(cents_per_kwh=Decimal(cents))],
        base_fee=900,
        valid_from=since,
        labels={"green": "yes"},
    )


def banded() -> Tariff:
    return a_tariff(
        code="bands",
        title="Bands",
        kind=TariffKind.BANDED,
        rates=[
            BandRate(band=Band.PEAK, first_hour=7, last_hour=20, cents_per_kwh=Decimal(40)),
            BandRate(band=Band.NIGHT, first_hour=21, last_hour=6, cents_per_kwh=Decimal(20)),
        ],
        base_fee=0,
    )


@dataclass
class FakeMetering:
    """Knows some meters and readings, and counts how often it is asked."""

    meters: dict[int, Meter] = field(default_factory=lambda: {METER.id: METER})
    readings: list[Reading] = field(default_factory=list[Reading])
    per_page: int = 2
    away: int = 0
    asked: int = 0

    async def get_meter(self, input: GetMeterIn, ctx: Ctx | None = None) -> Meter | MeterNotFound:
        self.asked += 1
        if self.asked <= self.away:
            raise RemoteError("metering", 503, "internal", "away")
        return self.meters.get(input.id, MeterNotFound(id=input.id))

    async def list_readings(
        self, input: ListReadingsIn, ctx: Ctx | None = None
    ) -> ReadingPage | MeterNotFound:
        if input.meter_id not in self.meters:
            return MeterNotFound(id=input.meter_id)
        start = int(input.cursor or "0")
        mine = [each for each in self.readings if each.meter_id == input.meter_id]
        more = start + self.per_page < len(mine)
        return ReadingPage(
            readings=mine[start : start + self.per_page],
            next_cursor=str(start + self.per_page) if more else None,
        )


@dataclass
class FakeMarket:
    """Has prices of one day and a forecast of which it is fairly sure."""

    prices: list[PricePoint] = field(default_factory=list[PricePoint])
    asked: list[tuple[str, date]] = field(default_factory=list[tuple[str, date]])

    async def day_prices(
        self, input: DayPricesIn, ctx: Ctx | None = None
    ) -> list[PricePoint] | NoPrices:
        self.asked.append((input.zone, input.day))
        found = [each for each in self.prices if each.starts_at.date() == input.day]
        return found or NoPrices(zone=input.zone, day=input.day)

    async def get_forecast(self, input: GetForecastIn, ctx: Ctx | None = None) -> Forecast:
        return a_forecast(zone=input.zone, day=input.day, hourly=[1.0, 3.0, 2.0], confidence=0.9)

    async def get_zone(self, input: GetZoneIn, ctx: Ctx | None = None) -> Zone | UnknownZone:
        if input.code != "north":
            return UnknownZone(zone=input.code)
        return a_zone(code="north", name="North", neighbours=["west", "east"])


@dataclass
class Heard:
    """Everything that was announced."""

    activated: list[ContractActivated] = field(default_factory=list[ContractActivated])
    issued: list[InvoiceIssued] = field(default_factory=list[InvoiceIssued])
    paid: list[InvoicePaid] = field(default_factory=list[InvoicePaid])
    credited: list[FeedInCredited] = field(default_factory=list[FeedInCredited])

    async def contract_activated(self, event: ContractActivated, ctx: Ctx | None = None) -> None:
        self.activated.append(event)

    async def invoice_issued(self, event: InvoiceIssued, ctx: Ctx | None = None) -> None:
        self.issued.append(event)

    async def invoice_paid(self, event: InvoicePaid, ctx: Ctx | None = None) -> None:
        self.paid.append(event)

    async def feed_in_credited(self, event: FeedInCredited, ctx: Ctx | None = None) -> None:
        self.credited.append(event)


def service(
    readings: Iterable[Reading] = (), prices: Iterable[PricePoint] = (), away: int = 0
) -> App:
    """A service with two tariffs and one meter."""
    app = App(
        metering=FakeMetering(readings=list(readings), away=away),
        board=PriceBoard(FakeMarket(prices=list(prices)), pause_seconds=0.0),
        announcer=Heard(),
        today=lambda: TODAY,
    )
    app.catalogue.add(flat())
    app.catalogue.add(banded())
    return app
