"""What outlives the process: contracts as lines, readings as lines, bills as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from ..generated import Contract, ContractState, Invoice
from ..generated_metering import Quality, Reading

T = TypeVar("T")

CONTRACT_COLUMNS = (
    "id",
    "number",
    "customer",
    "meter_id",
    "tariff_code",
    "state",
    "starts_on",
    "ends_on",
    "deposit",
    "discount_percent",
    "notice_days",
)


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How one thing becomes a line and a line becomes the thing."""

    write: Callable[[T], str]
    read: Callable[[str], T]


def write_contract(contract: Contract) -> str:
    cells: dict[str, str] = {
        "id": str(contract.id),
        "number": contract.number,
        "customer": contract.customer,
        "meter_id": str(contract.meter_id),
        "tariff_code": contract.tariff_code,
        "state": contract.state,
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": "" if contract.ends_on is None else contract.ends_on.isoformat(),
        "deposit": str(contract.deposit),
        "discount_percent": repr(contract.discount_percent),
        "notice_days": str(contract.notice.days),
    }
    return "|".join(cells[column] for column in CONTRACT_COLUMNS)


def read_contract(line: str) -> Contract:
    """Reads a line; one with other than the known columns is refused."""
    cells = dict(zip(CONTRACT_COLUMNS, line.rstrip("\n").split("|"), strict=True))
    return Contract(
        id=int(cells["id"]),
        number=cells["number"],
        customer=cells["customer"],
        meter_id=int(cells["meter_id"]),
        tariff_code=cells["tariff_code"],
        state=ContractState(cells["state"]),
        starts_on=date.fromisoformat(cells["starts_on"]),
        ends_on=date.fromisoformat(cells["ends_on"]) if cells["ends_on"] else None,
        deposit=int(cells["deposit"]),
        discount_percent=float(cells["discount_percent"]),
        notice=timedelta(days=int(cells["notice_days"])),
    )


def write_reading(reading: Reading) -> str:
    return "\t".join(
        [
            str(reading.meter_id),
            reading.channel,
            reading.taken_at.isoformat(),
            str(reading.watt_hours),
            reading.quality,
            reading.source,
        ]
    )


def read_reading(line: str) -> Reading:
    meter_id, channel, taken_at, watt_hours, quality, source = line.rstrip("\n").split("\t")
    return Reading(
        meter_id=int(meter_id),
        channel=channel,
        taken_at=datetime.fromisoformat(taken_at),
        watt_hours=int(watt_hours),
        quality=Quality(quality),
        source=source,
    )


def write_invoice(invoice: Invoice) -> str:
    return invoice.model_dump_json(by_alias=True)


def read_invoice(line: str) -> Invoice:
    return Invoice.model_validate_json(line)


CONTRACTS = Codec(write_contract, read_contract)
READINGS = Codec(write_reading, read_reading)
INVOICES = Codec(write_invoice, read_invoice)


def dumps(codec: Codec[T], things: Iterable[T]) -> str:
    return "".join(f"{codec.write(each)}\n" for each in things)


def loads(codec: Codec[T], text: str) -> list[T]:
    """All things of a text; empty lines and lines that begin with `#` are skipped."""
    return [
        codec.read(line) for line in text.splitlines() if line.strip() and not line.startswith("#")
    ]


@dataclass(frozen=True)
class Folder:
    """A folder with one file for each sort of thing."""

    path: Path

    def save(self, name: str, codec: Codec[T], things: Iterable[T]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / f"{name}.txt").write_text(dumps(codec, things), encoding="utf-8")

    def load(self, name: str, codec: Codec[T]) -> list[T]:
        file = self.path / f"{name}.txt"
        return loads(codec, file.read_text(encoding="utf-8")) if file.exists() else []


def ledger_entry(invoice: Invoice) -> str:
    """What bookkeeping reads; its keys are its own."""
    entry = {
        "document": f"R{invoice.number}",
        "contract": invoice.contract_id,
        "amount": invoice.total,
        "due_on": invoice.due_on.isoformat(),
        "state": invoice.state,
    }
    return json.dumps(entry, sort_keys=True)
