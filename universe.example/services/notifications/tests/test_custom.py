"""What customers get to read, tested without a network."""

import asyncio

import pytest

from notifications.custom import (
    ATTEMPTS_MAX,
    SUBJECT_LENGTH_MAX,
    App,
    Postbox,
    Template,
    audit_line,
    greeting,
    initials,
    money,
    order_lines,
    shorten,
    with_retries,
)
from notifications.generated import (
    Channel,
    Ctx,
    ListLettersIn,
    RemoteError,
    a_letter,
)
from notifications.generated_billing import a_invoice, a_invoice_paid
from notifications.generated_orders import a_order, a_order_line, a_order_placed
from notifications.generated_users import (
    GetUserIn,
    Plan,
    UserNotFound,
    UserProfile,
    a_user_profile,
    a_user_registered,
)

ADA = a_user_profile(display_name="Ada Lovelace", email="ada@example.org")


class Directory:
    """A directory that knows one person or nobody and can be told to be away for a while."""

    def __init__(self, known: UserProfile | None, away: int = 0) -> None:
        self.known = known
        self.away = away
        self.asked = 0

    async def get_user(
        self, input: GetUserIn, ctx: Ctx | None = None
    ) -> UserProfile | UserNotFound:
        self.asked += 1
        if self.asked <= self.away:
            raise RemoteError("users", 503, "internal", "away")
        if self.known is None or self.known.id != input.id:
            return UserNotFound(id=input.id)
        return self.known


def service(directory: Directory) -> App:
    return App(directory=directory, postbox=Postbox(), pause_seconds=0.0)


def bodies(app: App) -> list[str]:
    return [letter.body for letter in app.postbox.letters]


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (ADA, "Ada Lovelace"),
        (a_user_profile(display_name="Ada", nickname="Countess"), "Countess"),
        (a_user_profile(display_name="  ", email="grace@example.org"), "grace"),
    ],
)
def test_greeting(user: UserProfile, expected: str) -> None:
    assert greeting(user) == expected


def test_initials_and_audit_line() -> None:
    template = Template(display_name="Reminder", subject="s", body="b")
    assert initials(ADA) == "AL"
    line = audit_line(ADA, template)
    assert line["display_name"] == ADA.display_name
    assert line["letter"] == "Reminder"


def test_subjects_are_cut_at_a_word() -> None:
    assert shorten("short") == "short"
    cut = shorten("word " * 30)
    assert cut.endswith("word…")
    assert len(cut) <= SUBJECT_LENGTH_MAX + 1


@pytest.mark.parametrize(
    ("cents", "expected"), [(0, "0.00 EUR"), (1999, "19.99 EUR"), (-5, "-0.05 EUR")]
)
def test_money(cents: int, expected: str) -> None:
    assert money(cents) == expected


def test_order_lines() -> None:
    lines = [a_order_line(sku="tea", quantity=2, price_cents=450), a_order_line(sku="cup")]
    assert order_lines(lines).splitlines()[0] == "  2 x tea: 9.00 EUR"


def test_a_new_account_is_welcomed_once() -> None:
    app = service(Directory(ADA))
    event = a_user_registered(user=ADA)
    asyncio.run(app.welcome(event, Ctx()))
    asyncio.run(app.welcome(event, Ctx()))
    assert [letter.subject for letter in app.postbox.letters] == ["Welcome, Ada Lovelace"]
    assert "buy right away" in bodies(app)[0]


def test_an_unknown_plan_is_welcomed_too() -> None:
    app = service(Directory(ADA))
    event = a_user_registered(user=a_user_profile(plan=Plan("platinum")))
    asyncio.run(app.welcome(event, Ctx()))
    assert "is being set up" in bodies(app)[0]


def test_an_order_is_confirmed_on_paper_for_enterprises() -> None:
    user = a_user_profile(display_name="Grace Hopper", plan=Plan.ENTERPRISE)
    app = service(Directory(user))
    order = a_order(user_id=user.id, label="Ship", total_cents=1250)
    asyncio.run(app.confirm_order(a_order_placed(order=order), Ctx()))
    letter = app.postbox.letters[0]
    assert letter.channel == Channel.PRINT
    assert letter.body.startswith("[GH] Dear Grace Hopper")
    assert "12.50 EUR" in letter.body


def test_a_payment_is_thanked_for_after_a_retry() -> None:
    app = service(Directory(ADA, away=1))
    event = a_invoice_paid(invoice=a_invoice(user_id=ADA.id, cents=300))
    asyncio.run(app.thank(event, Ctx()))
    assert app.postbox.letters[0].attempts == 2
    assert "3.00 EUR" in bodies(app)[0]


def test_nobody_is_no_failure() -> None:
    app = service(Directory(None))
    asyncio.run(app.confirm_order(a_order_placed(order=a_order(user_id=ADA.id)), Ctx()))
    assert app.postbox.letters == []


def test_an_event_may_come_again_after_the_directory_was_away() -> None:
    app = service(Directory(ADA, away=ATTEMPTS_MAX))
    event = a_invoice_paid(invoice=a_invoice(user_id=ADA.id))
    with pytest.raises(RemoteError):
        asyncio.run(app.thank(event, Ctx()))
    asyncio.run(app.thank(event, Ctx()))
    assert len(app.postbox.letters) == 1


def test_a_refusal_is_not_retried() -> None:
    calls: list[int] = []

    async def refuse() -> None:
        calls.append(1)
        raise RemoteError("users", 403, "forbidden", "no")

    with pytest.raises(RemoteError):
        asyncio.run(with_retries(refuse, 0.0))
    assert len(calls) == 1


def test_letters_are_listed_by_recipient() -> None:
    app = service(Directory(ADA))
    app.postbox.letters.append(a_letter(recipient=ADA.id, subject="Yours"))
    asyncio.run(app.welcome(a_user_registered(user=ADA), Ctx()))
    listed = asyncio.run(app.list_letters(ListLettersIn(recipient=ADA.id), Ctx()))
    assert [letter.subject for letter in listed] == ["Yours", "Welcome, Ada Lovelace"]
