"""How many, how long, how often: what a reader may borrow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..generated import Condition, Loan, LoanState
from ..generated_accounts import Member, Standing, Tier
from ..generated_catalogue import Audience, Medium, Title

LIMITS: dict[Tier, int] = {
    Tier.CHILD: 5,
    Tier.STUDENT: 20,
    Tier.STANDARD: 10,
    Tier.PATRON: 40,
}

TERMS: dict[Medium, timedelta] = {
    Medium.BOOK: timedelta(days=28),
    Medium.MAGAZINE: timedelta(days=7),
    Medium.AUDIO: timedelta(days=14),
    Medium.FILM: timedelta(days=7),
}

STATE_WORDS: dict[LoanState, str] = {
    LoanState.ACTIVE: "on loan",
    LoanState.OVERDUE: "overdue",
    LoanState.RETURNED: "back",
    LoanState.LOST: "lost",
}

OPEN_STATES = frozenset({LoanState.ACTIVE, LoanState.OVERDUE})
RENEWALS_MAX = 2
BALANCE_MAX = 2000
ADULT_YEARS = 18

Objection = Callable[["Wish"], str | None]


@dataclass(frozen=True)
class Wish:
    """Who wants to take what along, and what they have already."""

    member: Member
    title: Title
    loans: tuple[Loan, ...]
    today: date


def years(born: date, today: date) -> int:
    before = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - before


def blocked(wish: Wish) -> str | None:
    match wish.member.standing:
        case Standing.BLOCKED:
            return "blocked"
        case Standing.OWING if wish.member.balance > BALANCE_MAX:
            return f"owes {wish.member.balance} cents"
        case _:
            return None


def too_many(wish: Wish) -> str | None:
    limit = LIMITS.get(wish.member.tier, 1)
    count = sum(1 for loan in wish.loans if loan.state in OPEN_STATES)
    return f"has {count} of {limit}" if count >= limit else None


def too_young(wish: Wish) -> str | None:
    if wish.title.audience != Audience.ADULTS:
        return None
    if wish.title.medium == Medium.FILM and years(wish.member.born, wish.today) < ADULT_YEARS:
        return "for adults"
    return None


def has_it(wish: Wish) -> str | None:
    held = {loan.title for loan in wish.loans if loan.state in OPEN_STATES}
    return f"has title {wish.title.id}" if wish.title.id in held else None


OBJECTIONS: tuple[Objection, ...] = (blocked, too_many, too_young, has_it)


def objection(wish: Wish) -> str | None:
    """The first thing that speaks against a loan."""
    return next((said for each in OBJECTIONS if (said := each(wish)) is not None), None)


def term(title: Title, days: int | None = None) -> timedelta:
    """How long a title is lent; fewer days can be asked for, not more."""
    longest = TERMS.get(title.medium, timedelta(days=14))
    return longest if days is None else min(longest, timedelta(days=max(days, 1)))


def is_late(loan: Loan, today: date) -> bool:
    return loan.state in OPEN_STATES and loan.due < today


def days_late(loan: Loan, at: datetime) -> int:
    return max((at.date() - loan.due).days, 0)


def by_urgency(loans: Iterable[Loan]) -> list[Loan]:
    """What is due first comes first."""
    return sorted(loans, key=lambda loan: (loan.due, loan.id))


def shelf_label(title: Title) -> str:
    """What is glued to the back of a copy."""
    first = title.authors[0].name.split()[-1][:3].upper() if title.authors else "---"
    return f"{title.shelfmark.group}.{title.shelfmark.letters} {first} ({title.language.upper()})"


def slip(loan: Loan, title: Title) -> str:
    """The line of a receipt."""
    word = STATE_WORDS.get(loan.state, str(loan.state))
    return f"{loan.id:06d} {title.name[:30]:<30} {word} until {loan.due:%d.%m.%Y}"


def wear(before: Condition, after: Condition) -> int:
    """By how many steps a copy came back worse."""
    order = (Condition.FRESH, Condition.WORN, Condition.DAMAGED)
    return max(order.index(after) - order.index(before), 0)
