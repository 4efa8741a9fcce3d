"""Nobody borrows with a stolen card, and nobody an embargoed title."""

import asyncio

from lending.custom.readers import Readers
from lending.custom.titles import Shelves
from lending.generated import Ctx
from lending.generated_accounts import (
    BookChargeIn,
    Card,
    CardInvalid,
    CardStolen,
    Charge,
    GetMemberIn,
    Member,
    MemberNotFound,
    NotifyIn,
    ReadCardIn,
)
from lending.generated_catalogue import (
    GetTitleIn,
    Interloan,
    ListPartnersIn,
    Partner,
    PartnerClosed,
    RequestCopyIn,
    SearchTitlesIn,
    Title,
    TitleEmbargoed,
    TitleNotFound,
    TitlePage,
)
from tests.support import ADA, NOON, TODAY


class Thieves:
    async def get_member(
        self, input: GetMemberIn, ctx: Ctx | None = None
    ) -> Member | MemberNotFound:
        return ADA

    async def book_charge(
        self, input: BookChargeIn, ctx: Ctx | None = None
    ) -> Charge | MemberNotFound:
        return MemberNotFound(number=input.member)

    async def notify(self, input: NotifyIn, ctx: Ctx | None = None) -> bool:
        return True

    async def read_card(
        self, input: ReadCardIn, ctx: Ctx | None = None
    ) -> Card | CardInvalid | CardStolen:
        return CardStolen(barcode=input.barcode, since=TODAY)


class Later:
    async def search_titles(self, input: SearchTitlesIn, ctx: Ctx | None = None) -> TitlePage:
        return TitlePage(titles=[], total=0)

    async def list_partners(self, input: ListPartnersIn, ctx: Ctx | None = None) -> list[Partner]:
        return []

    async def request_copy(
        self, input: RequestCopyIn, ctx: Ctx | None = None
    ) -> Interloan | PartnerClosed:
        return PartnerClosed(partner=input.partner, until=input.needed_by)

    async def get_title(
        self, input: GetTitleIn, ctx: Ctx | None = None
    ) -> Title | TitleNotFound | TitleEmbargoed:
        return TitleEmbargoed(id=input.id, until=TODAY)


def test_a_stolen_card_is_no_card() -> None:
    said = asyncio.run(Readers(Thieves()).of_card("C7", TODAY, Ctx()))
    assert isinstance(said, str)


def test_an_embargo_is_no_title() -> None:
    found = asyncio.run(Shelves(Later(), NOON - NOON).title(12, Ctx()))
    assert not isinstance(found, Title)
