"""Outages: whom they hit, how long they last, and what is paid for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from ..generated import Outage
from ..generated_metering import OutageCause, OutageReported
from .values import MeterId, Money

FREE_OF_CHARGE = timedelta(hours=3)
CENTS_PER_HOUR = Decimal("12.5")

CAUSE_TEXTS = {
    OutageCause.STORM: "storm damage",
    OutageCause.CABLE: "a damaged cable",
    OutageCause.PLANNED: "planned works",
}


def cause_text(cause: OutageCause) -> str:
    return CAUSE_TEXTS.get(cause, f"a cause that is being looked for ({cause})")


def is_compensated(cause: OutageCause) -> bool:
    """Storms and announced works are nobody's fault."""
    return cause not in (OutageCause.STORM, OutageCause.PLANNED)


def compensation(length: timedelta) -> Money:
    """So much for each begun hour beyond those that everybody has to bear."""
    beyond = length - FREE_OF_CHARGE
    if beyond <= timedelta(0):
        return Money(0)
    hours = -(-beyond // timedelta(hours=1))
    return Money.of(CENTS_PER_HOUR * hours)


@dataclass
class OutageLog:
    """Outages by their id, and for each meter what it is still to be paid."""

    outages: dict[UUID, Outage] = field(default_factory=dict[UUID, Outage])
    owed: dict[MeterId, Money] = field(default_factory=dict[MeterId, Money])

    def open(self, event: OutageReported) -> Outage:
        """Notes an outage with the end that is expected of it."""
        outage = Outage(
            id=uuid4(),
            zone=event.zone,
            started_at=event.started_at,
            ended_at=event.started_at + event.expected,
            cause=cause_text(event.cause),
            meters=sorted(set(event.affected)),
        )
        self.outages[outage.id] = outage
        if is_compensated(event.cause):
            amount = compensation(event.expected)
            for meter_id in outage.meters:
                self.owed[meter_id] = self.owed.get(meter_id, Money(0)) + amount
        return outage

    def settle(self, meter_id: MeterId) -> Money:
        """What a meter's next bill is lowered by; it is paid once."""
        return self.owed.pop(meter_id, Money(0))

    def running(self, zone: str, now: datetime) -> list[Outage]:
        """Outages of a zone that have not ended, the latest first."""
        return sorted(
            (
                each
                for each in self.outages.values()
                if each.zone == zone and (each.ended_at is None or each.ended_at > now)
            ),
            key=lambda each: each.started_at,
            reverse=True,
        )


def meters_hit(outages: Iterable[Outage]) -> set[MeterId]:
    return {meter_id for outage in outages for meter_id in outage.meters}


def outage_line(outage: Outage) -> str:
    until = "open" if outage.ended_at is None else f"{outage.ended_at:%H:%M}"
    short = str(outage.id)[:8]
    return f"[{short}] {outage.zone} {outage.started_at:%H:%M}-{until}: {outage.cause}"
