"""Readers: whose card it is, what they owe, and what we write to them."""

import logging
from datetime import date
from typing import Protocol
from uuid import UUID

from ..generated import Ctx, Fine
from ..generated_accounts import (
    BookChargeIn,
    Card,
    CardInvalid,
    Channel,
    Charge,
    GetMemberIn,
    Member,
    MemberNotFound,
    NotifyIn,
    ReadCardIn,
    Standing,
    Tier,
)
from .fines import euros

log = logging.getLogger("lending.readers")

TRIES_MAX = 3
GREETINGS: dict[Tier, str] = {Tier.CHILD: "Hello", Tier.PATRON: "Dear friend"}


class Accounts(Protocol):
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid: ...

    async def get_member(
        self, input: GetMemberIn, ctx: Ctx | None = None
    ) -> Member | MemberNotFound: ...

    async def book_charge(
        self, input: BookChargeIn, ctx: Ctx | None = None
    ) -> Charge | MemberNotFound: ...

    async def notify(self, input: NotifyIn, ctx: Ctx | None = None) -> bool: ...


def card_label(member: Member) -> str:
    """What is printed on a card."""
    return f"{member.name} M{member.number:06d}"


def greeting(member: Member) -> str:
    return f"{GREETINGS.get(member.tier, 'Dear')} {member.name}"


def envelope(member: Member) -> list[str]:
    address = member.address
    return [member.name, address.street, f"{address.postcode} {address.town}"]


def channel_of(member: Member) -> Channel:
    return Channel.LETTER if member.email is None else Channel.MAIL


def recipient(member: Member) -> int:
    """Letters about children go to those who answer for them."""
    if member.tier == Tier.CHILD and member.guardian is not None:
        return member.guardian
    return member.number


def standing_line(member: Member) -> str:
    """What the desk sees beside a name."""
    match member.standing:
        case Standing.GOOD:
            return "ok"
        case Standing.OWING:
            return f"owes {euros(member.balance)}"
        case Standing.BLOCKED:
            return "BLOCKED"
        case _:
            return f"? {member.standing}"


class Readers:
    """The accounts as the desk needs them."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self.charges: dict[UUID, int] = {}
        self._left: set[int] = set()

    async def of_card(self, barcode: str, today: date, ctx: Ctx) -> Member | str:
        """Whose card this is, or why it is not taken."""
        card = await self._accounts.read_card(ReadCardIn(barcode=barcode), ctx)
        if isinstance(card, CardInvalid):
            return card.reason
        if card.expires < today:
            return f"expired on {card.expires:%d.%m.%Y}"
        if card.tries >= TRIES_MAX:
            return "too many tries"
        return await self.member(card.member, ctx) or "nobody's card"

    async def member(self, number: int, ctx: Ctx) -> Member | None:
        if number in self._left:
            return None
        found = await self._accounts.get_member(GetMemberIn(number=number), ctx)
        if isinstance(found, MemberNotFound):
            log.info("nobody has number %d", found.number)
            return None
        return found

    async def bill(self, member: Member, fine: Fine, ctx: Ctx) -> UUID | None:
        asked = BookChargeIn(member=member.number, cents=fine.cents, reason=fine.note or fine.kind)
        charge = await self._accounts.book_charge(asked, ctx)
        if isinstance(charge, MemberNotFound):
            log.warning("%s could not be charged: %s", card_label(member), fine.kind)
            return None
        self.charges[charge.id] = charge.cents
        return charge.id

    async def tell(self, member: Member, subject: str, text: str, ctx: Ctx) -> bool:
        body = f"{greeting(member)},\n{text}\n"
        letter = NotifyIn(
            member=recipient(member), subject=subject, body=body, channel=channel_of(member)
        )
        return await self._accounts.notify(letter, ctx)

    def leave(self, number: int) -> None:
        self._left.add(number)
