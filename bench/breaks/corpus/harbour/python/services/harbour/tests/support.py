"""A small harbour for tests: fake neighbours, and builders of what they answer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from harbour.custom import App, Services
from harbour.custom.berths import BerthPlan
from harbour.custom.journal import Books, Notebook
from harbour.custom.pilots import Roster
from harbour.custom.tidetable import TideTable
from harbour.custom.vessels import Fleet
from harbour.generated import (
    AnnounceCallIn,
    Berth,
    BerthKind,
    CallAnnounced,
    Ctx,
    Hazard,
    ManifestDeclared,
    Pilot,
    PortCall,
    RemoteError,
    VesselDeparted,
    VesselMoored,
    a_berth,
    a_pilot,
)
from harbour.generated_registry import (
    FindVesselIn,
    FleetPage,
    Inspection,
    ListFleetIn,
    OwnerNotFound,
    ReportIncidentIn,
    Vessel,
    VesselKind,
    VesselNotFound,
    a_dimensions,
    a_inspection,
    a_owner,
    a_vessel,
)
from harbour.generated_tides import (
    Forecast,
    GetForecastIn,
    ListWindowsIn,
    UnknownStation,
    Window,
)

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BERTHS = [
    a_berth(code="N-10", kind=BerthKind.QUAY, length=320.0, depth=14.5, bollards=14),
    a_berth(code="N-2", kind=BerthKind.QUAY, length=210.0, depth=11.0, bollards=9),
    a_berth(
        code="S-1",
        kind=BerthKind.JETTY,
        length=260.0,
        depth=16.0,
        bollards=11,
        hazards=[Hazard.FLAMMABLE, Hazard.TOXIC],
    ),
    a_berth(code="W-1", kind=BerthKind.BUOY, length=0.0, depth=22.0, bollards=0),
]
MAERSK = a_owner(id=40, name="Maersk", country="dk", credit_days=14)
EMMA = a_vessel(
    imo=9321483,
    call_sign="OYGR2",
    name="Emma",
    kind=VesselKind.CONTAINER,
    dimensions=a_dimensions(length=200.0, beam=32.0, draft=10.4),
    gross_tonnage=17_000,
    owner=MAERSK,
)
TIDY = a_vessel(
    imo=42,
    call_sign="DTID",
    name="Tidy",
    kind=VesselKind.TANKER,
    dimensions=a_dimensions(length=310.0, beam=50.0, draft=15.9),
    gross_tonnage=60_000,
    owner=MAERSK,
)


def pilot(id: int, name: str = "Hansen", *, max_draft: float = 12.0, on_call: bool = True) -> Pilot:
    return a_pilot(
        id=id,
        name=name,
        licence="A",
        max_draft=max_draft,
        rest=timedelta(hours=6),
        languages=["en", "da"],
        on_call=on_call,
    )


@dataclass
class FakeRegistry:
    """A register that knows some vessels, and remembers what it was asked and told."""

    vessels: list[Vessel] = field(default_factory=lambda: [EMMA, TIDY])
    asked: list[str] = field(default_factory=list[str])
    incidents: list[ReportIncidentIn] = field(default_factory=list[ReportIncidentIn])

    async def find_vessel(
        self, input: FindVesselIn, ctx: Ctx | None = None
    ) -> Vessel | VesselNotFound:
        self.asked.append(input.call_sign)
        found = (each for each in self.vessels if each.call_sign == input.call_sign)
        return next(found, VesselNotFound(call_sign=input.call_sign))

    async def list_fleet(
        self, input: ListFleetIn, ctx: Ctx | None = None
    ) -> FleetPage | OwnerNotFound:
        owned = [each for each in self.vessels if each.owner.id == input.owner]
        if not owned:
            return OwnerNotFound(id=input.owner)
        numbers = [each.imo for each in owned]
        start = 0 if input.after is None else numbers.index(input.after) + 1
        page = owned[start : start + 1]
        more = start + 1 < len(owned)
        return FleetPage(vessels=page, next=page[-1].imo if more else None)

    async def report_incident(self, input: ReportIncidentIn, ctx: Ctx | None = None) -> Inspection:
        self.incidents.append(input)
        return a_inspection(imo=input.imo, findings=[input.text])


@dataclass
class FakeTides:
    """A tide service with the same windows for every day; away for the first calls if told so."""

    windows: list[Window] = field(default_factory=list[Window])
    forecast: Forecast | None = None
    away: int = 0
    asked: list[ListWindowsIn] = field(default_factory=list[ListWindowsIn])

    async def get_forecast(
        self, input: GetForecastIn, ctx: Ctx | None = None
    ) -> Forecast | UnknownStation:
        return self.forecast or UnknownStation(station=input.station)

    async def list_windows(self, input: ListWindowsIn, ctx: Ctx | None = None) -> list[Window]:
        self.asked.append(input)
        if len(self.asked) <= self.away:
            raise RemoteError("tides", 503, "internal", "away")
        return [each for each in self.windows if each.least >= input.least]


@dataclass
class Told:
    """Events as they were sent."""

    announced: list[CallAnnounced] = field(default_factory=list[CallAnnounced])
    declared: list[ManifestDeclared] = field(default_factory=list[ManifestDeclared])
    departed: list[VesselDeparted] = field(default_factory=list[VesselDeparted])
    moored: list[VesselMoored] = field(default_factory=list[VesselMoored])

    async def call_announced(self, event: CallAnnounced, ctx: Ctx | None = None) -> None:
        self.announced.append(event)

    async def manifest_declared(self, event: ManifestDeclared, ctx: Ctx | None = None) -> None:
        self.declared.append(event)

    async def vessel_departed(self, event: VesselDeparted, ctx: Ctx | None = None) -> None:
        self.departed.append(event)

    async def vessel_moored(self, event: VesselMoored, ctx: Ctx | None = None) -> None:
        self.moored.append(event)


class Port:
    """A whole harbour with its fakes at hand."""

    def __init__(
        self,
        *,
        berths: list[Berth] | None = None,
        pilots: list[Pilot] | None = None,
        tides: FakeTides | None = None,
        notebook: Notebook | None = None,
    ) -> None:
        self.registry = FakeRegistry()
        self.tides = tides or FakeTides()
        self.told = Told()
        self.notebook = notebook or Notebook()
        self.books = Books(self.notebook)
        self.plan = BerthPlan(berths or BERTHS)
        self.roster = Roster(pilots or [pilot(1), pilot(2, "Okafor")])
        self.app = App(
            Services(
                books=self.books,
                fleet=Fleet(self.registry, clock=lambda: NOON),
                tides=TideTable(self.tides, "HARB", pause=0.0),
                berths=self.plan,
                roster=self.roster,
                events=self.told,
                clock=lambda: NOON,
            )
        )

    async def announced(self, sign: str = "OYGR2", *, hours: int = 4) -> PortCall:
        """A call that was announced for some hours from now."""
        eta = NOON + timedelta(hours=hours)
        asked = AnnounceCallIn(call_sign=sign, eta=eta, stay=DAY, remarks=[" fresh water "])
        call = await self.app.announce_call(asked, Ctx())
        assert isinstance(call, PortCall)
        return call
