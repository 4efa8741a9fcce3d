"""The cloakroom's tokens and the bar's takings."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from ..generated import BarTaking, Cents, CloakroomFull, CloakroomToken, Garment
from .money import cents_shown

CAPACITY = 400

FEES: dict[str, Cents] = {Garment.COAT: 200, Garment.UMBRELLA: 50, Garment.BAG: 150}

DRINK_PRICES: dict[str, Cents] = {"sekt": 750, "beer": 480, "water": 320, "coffee": 350}


def fee_for(garments: Mapping[str, int]) -> Cents:
    """What somebody owes; what nobody knows hangs there like a coat."""
    return sum(FEES.get(kind, FEES[Garment.COAT]) * count for kind, count in garments.items())


class Cloakroom:
    """Pegs are numbered anew every evening."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self._tokens: dict[int, dict[int, CloakroomToken]] = defaultdict(dict)

    def hand_in(
        self, performance_id: int, garments: dict[str, int]
    ) -> CloakroomToken | CloakroomFull:
        pieces = sum(garments.values())
        if self.pieces(performance_id) + pieces > self.capacity:
            return CloakroomFull(capacity=self.capacity)
        evening = self._tokens[performance_id]
        token = CloakroomToken(
            number=len(evening) + 1,
            performance_id=performance_id,
            garments=garments,
            fee=fee_for(garments),
        )
        evening[token.number] = token
        return token

    def hand_out(self, performance_id: int, number: int) -> CloakroomToken:
        """Raises `KeyError` where the token is none, or was given back."""
        token = self._tokens[performance_id][number]
        if token.collected:
            raise KeyError(number)
        token.collected = True
        return token

    def hanging(self, performance_id: int) -> list[CloakroomToken]:
        return [token for token in self._tokens[performance_id].values() if not token.collected]

    def pieces(self, performance_id: int) -> int:
        return sum(sum(token.garments.values()) for token in self.hanging(performance_id))


def tag(token: CloakroomToken) -> str:
    """`017 | 2 coat, 1 umbrella | 4.50 EUR`: what is pinned to the coat."""
    pieces = ", ".join(f"{count} {kind}" for kind, count in sorted(token.garments.items()))
    return f"{token.number:03d} | {pieces} | {cents_shown(token.fee)}"


class BarBook:
    """What the counters took, day by day."""

    def __init__(self) -> None:
        self._takings: dict[date, dict[str, BarTaking]] = {}

    def record(self, counter: str, day: date, drinks: dict[str, int]) -> BarTaking:
        """A counter that reports twice adds to what it said."""
        here = self._takings.setdefault(day, {})
        before = here.get(counter)
        poured = dict(Counter(drinks) + Counter(before.drinks if before else {}))
        total = sum(DRINK_PRICES[drink] * count for drink, count in poured.items())
        taking = BarTaking(counter=counter, day=day, sum=total, drinks=poured)
        here[counter] = taking
        return taking

    def total(self, day: date) -> Cents:
        return sum(taking.sum for taking in self._takings.get(day, {}).values())
