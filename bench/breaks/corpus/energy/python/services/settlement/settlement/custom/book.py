"""Contracts and producers: tables with indexes, and what a contract may become."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from ..generated import Cents, Contract, ContractPage, ContractState, CustomerRef, Producer
from .values import MeterId

K = TypeVar("K")
V = TypeVar("V")

TRANSITIONS: dict[ContractState, frozenset[ContractState]] = {
    ContractState.DRAFT: frozenset({ContractState.ACTIVE, ContractState.ENDED}),
    ContractState.ACTIVE: frozenset({ContractState.SUSPENDED, ContractState.ENDED}),
    ContractState.SUSPENDED: frozenset({ContractState.ACTIVE, ContractState.ENDED}),
    ContractState.ENDED: frozenset(),
}

BILLABLE = {ContractState.ACTIVE, ContractState.SUSPENDED}


class Table(Generic[K, V]):
    """Rows by their key; those who watch hear of every row that is put in."""

    def __init__(self, key: Callable[[V], K]) -> None:
        self._key = key
        self._rows: dict[K, V] = {}
        self._watchers: list[Callable[[V | None, V], None]] = []

    def watch(self, watcher: Callable[[V | None, V], None]) -> None:
        self._watchers.append(watcher)

    def put(self, row: V) -> V:
        old = self._rows.get(self._key(row))
        self._rows[self._key(row)] = row
        for watcher in self._watchers:
            watcher(old, row)
        return row

    def get(self, key: K) -> V | None:
        return self._rows.get(key)

    def keys(self) -> Iterable[K]:
        return self._rows.keys()

    def __iter__(self) -> Iterator[V]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)


def contract_key(contract: Contract) -> int:
    return contract.id


def producer_key(producer: Producer) -> int:
    return producer.id


@dataclass
class Book:
    """All contracts, found by id, by meter and by customer."""

    contracts: Table[int, Contract] = field(default_factory=lambda: Table(contract_key))
    producers: Table[int, Producer] = field(default_factory=lambda: Table(producer_key))
    by_meter: defaultdict[MeterId, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_customer: dict[CustomerRef, list[int]] = field(default_factory=dict[CustomerRef, list[int]])

    def __post_init__(self) -> None:
        self.contracts.watch(self._index)

    def _index(self, old: Contract | None, new: Contract) -> None:
        if old is not None and old.meter_id != new.meter_id:
            self.by_meter[old.meter_id].discard(old.id)
        self.by_meter[new.meter_id].add(new.id)
        ids = self.by_customer.setdefault(new.customer, [])
        if new.id not in ids:
            ids.append(new.id)

    def next_contract_id(self) -> int:
        return max(self.contracts.keys(), default=0) + 1

    def next_producer_id(self) -> int:
        return max(self.producers.keys(), default=0) + 1

    def of_meter(self, meter_id: MeterId) -> list[Contract]:
        found = (self.contracts.get(each) for each in sorted(self.by_meter[meter_id]))
        return [each for each in found if each is not None]

    def page(self, state: ContractState | None, after: int, limit: int) -> ContractPage:
        """Contracts by id, those after the one with which the last page ended."""
        wanted = sorted(
            (each for each in self.contracts if state is None or each.state == state),
            key=lambda each: each.id,
        )
        rest = [each for each in wanted if each.id > after]
        return ContractPage(contracts=rest[:limit], more=len(rest) > limit)

    def states(self, contracts: Iterable[Contract]) -> Counter[str]:
        return Counter(str(each.state) for each in contracts)


def may_become(contract: Contract, state: ContractState) -> bool:
    return state in TRANSITIONS.get(contract.state, frozenset[ContractState]())


def runs_on(contract: Contract, day: date) -> bool:
    """Whether a day lies within a contract."""
    return contract.starts_on <= day and (contract.ends_on is None or day <= contract.ends_on)


def last_notice(contract: Contract, ends_on: date) -> date:
    """The last day on which notice can be given for an end."""
    return ends_on - contract.notice


def renewed(contract: Contract, starts_on: date, new_id: int) -> Contract:
    """The same again from a day on, as a draft of its own."""
    return Contract(
        id=new_id,
        number=f"{contract.number}/{new_id}",
        customer=contract.customer,
        meter_id=contract.meter_id,
        tariff_code=contract.tariff_code,
        starts_on=starts_on,
        deposit=contract.deposit,
        discount_percent=contract.discount_percent,
        notice=contract.notice,
    )


def deposits(contracts: Iterable[Contract]) -> dict[CustomerRef, Cents]:
    """What customers have left with us; somebody without a deposit is not listed."""
    held: Counter[CustomerRef] = Counter()
    for contract in contracts:
        held[contract.customer] += contract.deposit
    return {customer: cents for customer, cents in held.items() if cents > 0}


def expiring(contracts: Iterable[Contract], today: date, within: timedelta) -> list[Contract]:
    """Contracts that end soon, the next one first."""
    ending = [
        (each.ends_on, each)
        for each in contracts
        if each.ends_on is not None and today <= each.ends_on <= today + within
    ]
    return [contract for _, contract in sorted(ending, key=lambda pair: (pair[0], pair[1].id))]
