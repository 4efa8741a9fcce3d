"""Letters to customers: what they say, to whom they go, and that nobody gets one twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, final

from .generated import Channel, Ctx, Letter, ListLettersIn, Notifications, RemoteError
from .generated_billing import InvoicePaid
from .generated_orders import OrderLine, OrderPlaced
from .generated_users import GetUserIn, Plan, UserNotFound, UserProfile, UserRegistered

log = logging.getLogger("notifications")

ATTEMPTS_MAX = 3
PAUSE_SECONDS = 0.05
SUBJECT_LENGTH_MAX = 60

T = TypeVar("T")


@dataclass(frozen=True)
class Template:
    """The wording of one kind of letter, as the editors see it in the back office."""

    display_name: str
    subject: str
    body: str

    def fill(self, name: str, detail: str) -> tuple[str, str]:
        """The subject, kept short enough for a phone, and the body."""
        subject = shorten(self.subject.format(name=name, detail=detail))
        return subject, self.body.format(name=name, detail=detail)


WELCOME = Template(
    display_name="Welcome letter",
    subject="Welcome, {name}",
    body="Dear {name},\n\nyour account is open. {detail}\n",
)
CONFIRMATION = Template(
    display_name="Confirmation of an order",
    subject="Your order {detail}",
    body="Dear {name},\n\nthank you for your order:\n{detail}\n",
)
THANKS = Template(
    display_name="Receipt",
    subject="Thank you, {name}",
    body="Dear {name},\n\nwe received your payment of {detail}.\n",
)

PLAN_LINES = {
    Plan.FREE: "You can buy right away.",
    Plan.PRO: "Parcels travel free of charge from today on.",
    Plan.ENTERPRISE: "Your contact person writes to you this week.",
}


class Directory(Protocol):
    """Where profiles come from; in production the client of `users`."""

    async def get_user(
        self, input: GetUserIn, ctx: Ctx | None = None
    ) -> UserProfile | UserNotFound: ...


@dataclass
class Postbox:
    """Letters that were written, oldest first, and the keys of the events that caused them."""

    letters: list[Letter] = field(default_factory=list[Letter])
    seen: set[str] = field(default_factory=set[str])

    def first_time(self, key: str) -> bool:
        """Whether this event is new; an event bus may deliver one more than once."""
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def forget(self, key: str) -> None:
        """Lets an event in again whose letter could not be written."""
        self.seen.discard(key)


def shorten(text: str) -> str:
    """Cuts at a word where a subject is too long for one line."""
    if len(text) <= SUBJECT_LENGTH_MAX:
        return text
    return text[:SUBJECT_LENGTH_MAX].rsplit(" ", 1)[0] + "…"


def greeting(user: UserProfile) -> str:
    """How we address somebody: by nickname, by name, or by the start of the address."""
    if user.nickname:
        return user.nickname
    display_name = user.display_name.strip()
    return display_name or user.email.split("@", 1)[0]


def initials(user: UserProfile) -> str:
    """Two letters for the letterhead."""
    return "".join(word[0].upper() for word in user.display_name.split()[:2])


def audit_line(user: UserProfile, template: Template) -> dict[str, str]:
    """What support reads in the log; its keys are the log's own, whatever a profile calls them."""
    return {
        "display_name": user.display_name,
        "letter": template.display_name,
        "hint": "display_name as it was when the letter was written",
    }


def money(cents: int) -> str:
    """Cents as the amount that stands on a letter."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d} EUR"


def order_lines(lines: list[OrderLine]) -> str:
    """One line for each article, with the sum of that line."""
    return "\n".join(
        f"  {line.quantity} x {line.sku}: {money(line.quantity * line.price_cents)}"
        for line in lines
    )


async def with_retries(
    call: Callable[[], Awaitable[T]], pause_seconds: float = PAUSE_SECONDS
) -> tuple[T, int]:
    """The answer and how many attempts it took; raises the last error where all of them failed."""
    attempt = 1
    while True:
        try:
            return await call(), attempt
        except RemoteError as error:
            lasting = error.status is not None and error.status < 500
            if lasting or attempt >= ATTEMPTS_MAX:
                raise
            log.warning("attempt %d failed: %s", attempt, error)
        await asyncio.sleep(pause_seconds * attempt)
        attempt += 1


@final
@dataclass
class App(Notifications):
    """The service over a directory of users and a postbox."""

    directory: Directory
    postbox: Postbox
    pause_seconds: float = PAUSE_SECONDS

    async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]:
        return [each for each in self.postbox.letters if each.recipient == input.recipient]

    async def welcome(self, event: UserRegistered, ctx: Ctx) -> None:
        user = event.user
        if self.postbox.first_time(f"user-registered/{user.id}"):
            detail = PLAN_LINES.get(user.plan, "Your plan is being set up.")
            self._write(user, WELCOME, detail, Channel.EMAIL, attempts=0)

    async def confirm_order(self, event: OrderPlaced, ctx: Ctx) -> None:
        order = event.order
        detail = f"{order.label}\n{order_lines(order.lines)}\n  = {money(order.total_cents)}"
        wanted = GetUserIn(id=order.user_id)
        await self._write_to(wanted, f"order-placed/{order.id}", CONFIRMATION, detail, ctx)

    async def thank(self, event: InvoicePaid, ctx: Ctx) -> None:
        invoice = event.invoice
        wanted = GetUserIn(id=invoice.user_id)
        key = f"invoice-paid/{invoice.number}"
        await self._write_to(wanted, key, THANKS, money(invoice.cents), ctx)

    async def _write_to(
        self, wanted: GetUserIn, key: str, template: Template, detail: str, ctx: Ctx
    ) -> None:
        """Looks the person up and writes; an event whose person cannot be reached may come again."""
        if not self.postbox.first_time(key):
            return
        try:
            found, attempts = await with_retries(
                lambda: self.directory.get_user(wanted, ctx), self.pause_seconds
            )
        except RemoteError:
            self.postbox.forget(key)
            raise
        if isinstance(found, UserNotFound):
            log.info("nobody to write to: %s", found.id)
            return
        channel = Channel.PRINT if found.plan == Plan.ENTERPRISE else Channel.EMAIL
        self._write(found, template, detail, channel, attempts)

    def _write(
        self, user: UserProfile, template: Template, detail: str, channel: Channel, attempts: int
    ) -> None:
        subject, body = template.fill(greeting(user), detail)
        letter = Letter(
            recipient=user.id,
            subject=subject,
            body=f"[{initials(user)}] {body}" if channel == Channel.PRINT else body,
            channel=channel,
            attempts=attempts,
        )
        self.postbox.letters.append(letter)
        log.info("wrote %s", audit_line(user, template))
