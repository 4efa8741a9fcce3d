# Stamped by Flywheel from the intent of `depot`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=depot digest=… templates=…
"""Keeps "things" until somebody wants them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import (
    Annotated,
    ClassVar,
    Generic,
    Literal,
    Self,
    TypeAlias,
    TypeVar,
    final,
    get_args,
    overload,
)

from fastapi import APIRouter, FastAPI

from . import generated_forms as _forms
from . import generated_ledger as _ledger
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Mood(_forms.Respelt, _wire.OpenEnum):
    """How a thing feels."""

    _others: ClassVar[Mapping[str, str]] = {"fair": "so-so"}

    CALM: ClassVar[Mood]
    ANGRY: ClassVar[Mood]
    """Keep away."""
    FAIR: ClassVar[Mood]


Mood.CALM = Mood("calm")
Mood.ANGRY = Mood("angry")
Mood.FAIR = Mood("so-so")


class WhereaboutsOnShelf(_wire.Model):
    """In the depot."""

    type: Literal["on-shelf"] = "on-shelf"
    shelf: _wire.I32
    since: _wire.Date = _wire.date_of("2026-01-01")


class WhereaboutsLent(_wire.Model):
    type: Literal["out"] = "out"
    to_whom: Annotated[_wire.Maybe[str], _wire.name("toWhom")] = None
    thing: _wire.Maybe[Thing] = None


class WhereaboutsLost(_wire.Model):
    type: Literal["lost"] = "lost"


class Thing(_wire.Model):
    """One thing."""

    id: _wire.Uuid
    full_name: Annotated[str, _forms.key("fullName", "displayName", writes="displayName")]
    """What people call it."""
    size: _wire.I32
    count: _wire.U32 = 1
    big: _wire.I64
    bigger: _wire.U64 = 18446744073709551615
    ratio: float = 0.5
    price: _wire.Decimal
    cents: _wire.I64 = 7
    data: _wire.Bytes
    made_at: Annotated[_wire.Timestamp, _wire.name("madeAt")]
    day: _wire.Date
    wait: _wire.Duration = _wire.duration_of("1.5s")
    extra: _wire.Json
    mood: Mood = Mood.CALM
    tags: list[str] = _wire.made(list)
    sizes: dict[_wire.I64, str | None]
    account: _wire.Maybe[_ledger.Account] = None
    whereabouts: Whereabouts
    nickname: Annotated[_wire.Maybe[str], _wire.name("nick")] = None
    list_: Annotated[list[Mood], _wire.name("list")]


class TooBig(_wire.Model):
    size: _wire.I32
    limit: _wire.I64


class ThingKept(_wire.Model):
    thing_id: Annotated[_wire.Uuid, _wire.name("thingId")]
    mood: Mood


class BoomIn(_wire.Model):
    pass


class FindMoodIn(_wire.Model):
    name: str


class ForgetIn(_wire.Model):
    id: _wire.Uuid


class KeepIn(_wire.Model):
    thing: Thing


Whereabouts: TypeAlias = Annotated[
    WhereaboutsOnShelf | WhereaboutsLent | WhereaboutsLost | _wire.UnknownCase,
    _wire.OneOf({"on-shelf": WhereaboutsOnShelf, "out": WhereaboutsLent, "lost": WhereaboutsLost}),
]
"""Where a thing is."""

Cents: TypeAlias = _wire.I64


AccountFlowState: TypeAlias = Literal["good", "late"]
AccountFlowTransition: TypeAlias = Literal["remind"]
_AccountFlow_co = TypeVar("_AccountFlow_co", bound=AccountFlowState, covariant=True)
_AccountFlowAs = TypeVar("_AccountFlowAs", bound=AccountFlowState)


@dataclass(frozen=True)
class AccountFlowRefused:
    """A transition of `account-flow` that was not made; nothing has changed."""

    transition: AccountFlowTransition
    state: AccountFlowState
    guard: str | None = None
    """The guard that said no; without one, the transition does not begin in that state."""


class AccountFlowIllegal(Exception):
    """A transition of `account-flow` that was taken where the types do not allow it."""


@final
class AccountFlow(Generic[_AccountFlow_co]):
    """What is in a known state of `account-flow`."""

    def __init__(self, subject: _ledger.Account) -> None:
        self._subject = subject

    @property
    def subject(self) -> _ledger.Account:
        """What is in this state, to be kept or sent."""
        return self._subject

    @property
    def state(self) -> AccountFlowState:
        """The state that the field holds."""
        for state in get_args(AccountFlowState):
            if self._subject.standing == state:
                return state
        raise ValueError("its field holds no state of account-flow")

    @staticmethod
    def begin(subject: _ledger.Account) -> AccountFlow[Literal["good"]]:
        """Begins in the first state, whatever the field held."""
        return AccountFlow(subject.model_copy(update={"standing": _ledger.Standing.GOOD}))

    @staticmethod
    def read(subject: _ledger.Account) -> AccountFlow[AccountFlowState] | None:
        """What was read, in whichever state; nothing where the field holds no state."""
        known = subject.standing in get_args(AccountFlowState)
        return AccountFlow(subject) if known else None

    def when(self, *states: _AccountFlowAs) -> AccountFlow[_AccountFlowAs] | None:
        """The same, known to be in one of these states; nothing where it is in another one."""
        if self.state not in states:
            return None
        return AccountFlow(self._subject)

    def remind(self: AccountFlow[Literal["good"]]) -> AccountFlow[Literal["late"]]:
        """Leads to `late`."""
        self._demand("remind", "good")
        return AccountFlow(self._subject.model_copy(update={"standing": _ledger.Standing.LATE}))

    def attempt(
        self,
        transition: AccountFlowTransition,
    ) -> AccountFlow[AccountFlowState] | AccountFlowRefused:
        """Makes the transition of this name, or says why not: for names that come from outside."""
        match transition:
            case "remind":
                if (flow := self.when("good")) is not None:
                    return flow.remind()
        return AccountFlowRefused(transition, self.state)

    def _demand(self, transition: AccountFlowTransition, *states: AccountFlowState) -> None:
        if self.state not in states:
            raise AccountFlowIllegal(f"{transition} does not begin in {self.state}")


DoorState: TypeAlias = Literal["shut", "ajar"]
DoorTransition: TypeAlias = Literal["pull-it-shut", "push"]
_Door_co = TypeVar("_Door_co", bound=DoorState, covariant=True)
_DoorAs = TypeVar("_DoorAs", bound=DoorState)


class DoorGuards(ABC):
    """What the transitions of `door` ask: answered at once, from what they are given."""

    @abstractmethod
    def nobody_looks(self) -> bool:
        """Asked by `pull-it-shut`."""
        ...


@dataclass(frozen=True)
class DoorRefused:
    """A transition of `door` that was not made; nothing has changed."""

    transition: DoorTransition
    state: DoorState
    guard: str | None = None
    """The guard that said no; without one, the transition does not begin in that state."""


class DoorIllegal(Exception):
    """A transition of `door` that was taken where the types do not allow it."""


@final
class Door(Generic[_Door_co]):
    """What is in a known state of `door`."""

    def __init__(self, state: DoorState) -> None:
        self._state: DoorState = state

    @property
    def state(self) -> DoorState:
        """The state, to be kept or sent."""
        return self._state

    @staticmethod
    def begin() -> Door[Literal["shut"]]:
        """Begins in the first state."""
        return Door("shut")

    @staticmethod
    def read(state: str) -> Door[DoorState] | None:
        """Reads a state by its name; nothing where there is none of that name."""
        for known in get_args(DoorState):
            if known == state:
                return Door(known)
        return None

    def when(self, *states: _DoorAs) -> Door[_DoorAs] | None:
        """The same, known to be in one of these states; nothing where it is in another one."""
        if self.state not in states:
            return None
        return Door(self._state)

    def pull_it_shut(
        self: Door[Literal["ajar"]],
        guards: DoorGuards,
    ) -> Door[Literal["shut"]] | DoorRefused:
        """Leads to `shut`, where `nobody-looks` says so."""
        self._demand("pull-it-shut", "ajar")
        if not guards.nobody_looks():
            return DoorRefused("pull-it-shut", self.state, "nobody-looks")
        return Door("shut")

    def push(self: Door[Literal["shut"]]) -> Door[Literal["ajar"]]:
        """Leads to `ajar`."""
        self._demand("push", "shut")
        return Door("ajar")

    def attempt(
        self,
        transition: DoorTransition,
        guards: DoorGuards,
    ) -> Door[DoorState] | DoorRefused:
        """Makes the transition of this name, or says why not: for names that come from outside."""
        match transition:
            case "pull-it-shut":
                if (flow := self.when("ajar")) is not None:
                    return flow.pull_it_shut(guards)
            case "push":
                if (flow := self.when("shut")) is not None:
                    return flow.push()
        return DoorRefused(transition, self.state)

    def _demand(self, transition: DoorTransition, *states: DoorState) -> None:
        if self.state not in states:
            raise DoorIllegal(f"{transition} does not begin in {self.state}")


MoodSwingState: TypeAlias = Literal["calm", "angry", "so-so"]
MoodSwingTransition: TypeAlias = Literal["shake", "soothe", "tease"]
_MoodSwing_co = TypeVar("_MoodSwing_co", bound=MoodSwingState, covariant=True)
_MoodSwingAs = TypeVar("_MoodSwingAs", bound=MoodSwingState)


class MoodSwingGuards(ABC):
    """What the transitions of `mood-swing` ask: answered at once, from what they are given."""

    @abstractmethod
    def is_teasable(self, subject: Thing) -> bool:
        """Asked by `tease`."""
        ...

    @abstractmethod
    def nobody_looks(self, subject: Thing) -> bool:
        """Asked by `soothe`."""
        ...


@dataclass(frozen=True)
class MoodSwingRefused:
    """A transition of `mood-swing` that was not made; nothing has changed."""

    transition: MoodSwingTransition
    state: MoodSwingState
    guard: str | None = None
    """The guard that said no; without one, the transition does not begin in that state."""


class MoodSwingIllegal(Exception):
    """A transition of `mood-swing` that was taken where the types do not allow it."""


@final
class MoodSwing(Generic[_MoodSwing_co]):
    """How a "thing" feels."""

    def __init__(self, subject: Thing) -> None:
        self._subject = subject

    @property
    def subject(self) -> Thing:
        """What is in this state, to be kept or sent."""
        return self._subject

    @property
    def state(self) -> MoodSwingState:
        """The state that the field holds."""
        for state in get_args(MoodSwingState):
            if self._subject.mood == state:
                return state
        raise ValueError("its field holds no state of mood-swing")

    @staticmethod
    def begin(subject: Thing) -> MoodSwing[Literal["calm"]]:
        """Begins in the first state, whatever the field held."""
        return MoodSwing(subject.model_copy(update={"mood": Mood.CALM}))

    @staticmethod
    def read(subject: Thing) -> MoodSwing[MoodSwingState] | None:
        """What was read, in whichever state; nothing where the field holds no state."""
        known = subject.mood in get_args(MoodSwingState)
        return MoodSwing(subject) if known else None

    def when(self, *states: _MoodSwingAs) -> MoodSwing[_MoodSwingAs] | None:
        """The same, known to be in one of these states; nothing where it is in another one."""
        if self.state not in states:
            return None
        return MoodSwing(self._subject)

    def shake(self: MoodSwing[Literal["calm", "angry", "so-so"]]) -> MoodSwing[Literal["angry"]]:
        """Leads to `angry`."""
        self._demand("shake", "calm", "angry", "so-so")
        return MoodSwing(self._subject.model_copy(update={"mood": Mood.ANGRY}))

    @overload
    def soothe(
        self: MoodSwing[Literal["angry"]],
        guards: MoodSwingGuards,
    ) -> MoodSwing[Literal["so-so"]]: ...
    @overload
    def soothe(
        self: MoodSwing[Literal["so-so"]],
        guards: MoodSwingGuards,
    ) -> MoodSwing[Literal["calm"]] | MoodSwingRefused: ...
    def soothe(
        self: MoodSwing[Literal["angry", "so-so"]],
        guards: MoodSwingGuards,
    ) -> MoodSwing[Literal["calm", "so-so"]] | MoodSwingRefused:
        """From `angry` it leads to `fair`. From `fair` it leads to `calm`, where `nobody-looks` says so."""
        self._demand("soothe", "angry", "so-so")
        if self.state == "angry":
            return MoodSwing(self._subject.model_copy(update={"mood": Mood.FAIR}))
        if not guards.nobody_looks(self._subject):
            return MoodSwingRefused("soothe", self.state, "nobody-looks")
        return MoodSwing(self._subject.model_copy(update={"mood": Mood.CALM}))

    def tease(
        self: MoodSwing[Literal["calm"]],
        guards: MoodSwingGuards,
    ) -> MoodSwing[Literal["angry"]] | MoodSwingRefused:
        """It does not like that. Leads to `angry`, where `is-teasable` says so."""
        self._demand("tease", "calm")
        if not guards.is_teasable(self._subject):
            return MoodSwingRefused("tease", self.state, "is-teasable")
        return MoodSwing(self._subject.model_copy(update={"mood": Mood.ANGRY}))

    def attempt(
        self,
        transition: MoodSwingTransition,
        guards: MoodSwingGuards,
    ) -> MoodSwing[MoodSwingState] | MoodSwingRefused:
        """Makes the transition of this name, or says why not: for names that come from outside."""
        match transition:
            case "shake":
                if (flow := self.when("calm", "angry", "so-so")) is not None:
                    return flow.shake()
            case "soothe":
                if (flow := self.when("angry")) is not None:
                    return flow.soothe(guards)
                if (flow := self.when("so-so")) is not None:
                    return flow.soothe(guards)
            case "tease":
                if (flow := self.when("calm")) is not None:
                    return flow.tease(guards)
        return MoodSwingRefused(transition, self.state)

    def _demand(self, transition: MoodSwingTransition, *states: MoodSwingState) -> None:
        if self.state not in states:
            raise MoodSwingIllegal(f"{transition} does not begin in {self.state}")


StatueState: TypeAlias = Literal["standing"]
_Statue_co = TypeVar("_Statue_co", bound=StatueState, covariant=True)
_StatueAs = TypeVar("_StatueAs", bound=StatueState)


@final
class Statue(Generic[_Statue_co]):
    """What is in a known state of `statue`."""

    def __init__(self, state: StatueState) -> None:
        self._state: StatueState = state

    @property
    def state(self) -> StatueState:
        """The state, to be kept or sent."""
        return self._state

    @staticmethod
    def begin() -> Statue[Literal["standing"]]:
        """Begins in the first state."""
        return Statue("standing")

    @staticmethod
    def read(state: str) -> Statue[StatueState] | None:
        """Reads a state by its name; nothing where there is none of that name."""
        for known in get_args(StatueState):
            if known == state:
                return Statue(known)
        return None

    def when(self, *states: _StatueAs) -> Statue[_StatueAs] | None:
        """The same, known to be in one of these states; nothing where it is in another one."""
        if self.state not in states:
            return None
        return Statue(self._state)


class Depot(ABC):
    """What people implement: the rpcs and listeners of `depot`."""

    @abstractmethod
    async def boom(self, input: BoomIn, ctx: Ctx) -> None: ...

    @abstractmethod
    async def find_mood(self, input: FindMoodIn, ctx: Ctx) -> Mood | None: ...

    @abstractmethod
    async def forget(self, input: ForgetIn, ctx: Ctx) -> None: ...

    @abstractmethod
    async def keep(self, input: KeepIn, ctx: Ctx) -> Thing | TooBig | _ledger.NoAccount:
        """Keeps a thing."""
        ...

    @abstractmethod
    async def let_go(self, event: _ledger.AccountClosed, ctx: Ctx) -> None:
        """Hears `ledger/account-closed`."""
        ...


_FIND_MOOD_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Mood | None))
_KEEP_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Thing))


def router(depot: Depot) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("depot"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/boom",
        _wire.endpoint(BoomIn, depot.boom, _wire.NOTHING, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/find-mood",
        _wire.endpoint(FindMoodIn, depot.find_mood, _FIND_MOOD_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/forget",
        _wire.endpoint(ForgetIn, depot.forget, _wire.NOTHING, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/keep",
        _wire.endpoint(
            KeepIn,
            depot.keep,
            _KEEP_OUT,
            [
                _wire.Declared(TooBig, "too-big", 409),
                _wire.Declared(_ledger.NoAccount, "no-account", 404),
            ],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/ledger/account-closed",
        _wire.listener("ledger/account-closed", _ledger.AccountClosed, [depot.let_go]),
        methods=["POST"],
    )
    return routes


def app(depot: Depot) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="depot", openapi_url=None)
    application.include_router(router(depot))
    _wire.answer_absent(application, "depot")
    return application


class Publisher:
    """Sends the events of `depot` to every address that wants them."""

    def __init__(
        self,
        urls: Sequence[str] = (),
        *,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._outbox = _wire.Outbox("depot", urls, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Publisher:
        """Takes the addresses from `EVENTS_URL`, separated by commas; without it nobody is told."""
        return cls(_wire.addresses(environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._outbox.close()

    async def thing_kept(self, event: ThingKept, ctx: _wire.Ctx | None = None) -> None:
        """Tells everybody; raises `RemoteError` where an address did not take the event."""
        await self._outbox.send("thing-kept", event, ctx)


class Config(_wire.Model):
    """The settings of the service."""

    port: _wire.Port = 8080
    shelves: _wire.U32 = 10
    label: str
    """What stands over the door."""
    opened: _wire.Maybe[_wire.Date] = None

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Config:
        """Reads the environment; raises `ConfigError` with every problem at once."""
        return _wire.settings(
            cls,
            {"label": "LABEL", "opened": "OPENED"},
            {"port": "PORT", "shelves": "SHELVES"},
            environ,
        )


def serve(app: FastAPI, config: Config, ready: _wire.Check | None = None) -> None:
    """Serves until it is told to stop, and prints `listening on <port>`.

    `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
    """
    _wire.serve(app, config.port, ready)


def a_whereabouts_on_shelf(
    *,
    shelf: _wire.I32 = 1,
    since: _wire.Date | None = None,
) -> WhereaboutsOnShelf:
    return WhereaboutsOnShelf(
        shelf=shelf,
        since=_wire.given(since, lambda: _wire.date_of("2026-01-01")),
    )


def a_whereabouts_lent(
    *,
    to_whom: str | None = None,
    thing: Thing | None = None,
) -> WhereaboutsLent:
    return WhereaboutsLent(to_whom=to_whom, thing=thing)


def a_whereabouts_lost() -> WhereaboutsLost:
    return WhereaboutsLost()


def a_thing(
    *,
    id: _wire.Uuid | None = None,
    full_name: str = "full name",
    size: _wire.I32 = 1,
    count: _wire.U32 = 1,
    big: _wire.I64 = 1,
    bigger: _wire.U64 = 18446744073709551615,
    ratio: float = 0.5,
    price: _wire.Decimal | None = None,
    cents: _wire.I64 = 7,
    data: _wire.Bytes = b"",
    made_at: _wire.Timestamp | None = None,
    day: _wire.Date | None = None,
    wait: _wire.Duration | None = None,
    extra: _wire.Json = None,
    mood: Mood = Mood.CALM,
    tags: list[str] | None = None,
    sizes: dict[_wire.I64, str | None] | None = None,
    account: _ledger.Account | None = None,
    whereabouts: Whereabouts | None = None,
    nickname: str | None = None,
    list_: list[Mood] | None = None,
) -> Thing:
    return Thing(
        id=_wire.given(id, lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001")),
        full_name=full_name,
        size=size,
        count=count,
        big=big,
        bigger=bigger,
        ratio=ratio,
        price=_wire.given(price, lambda: _wire.decimal_of("1")),
        cents=cents,
        data=data,
        made_at=_wire.given(made_at, lambda: _wire.timestamp_of("2026-01-01T00:00:00Z")),
        day=_wire.given(day, lambda: _wire.date_of("2026-01-01")),
        wait=_wire.given(wait, lambda: _wire.duration_of("1.5s")),
        extra=extra,
        mood=mood,
        tags=_wire.given(tags, list),
        sizes=_wire.given(sizes, dict),
        account=account,
        whereabouts=_wire.given(whereabouts, a_whereabouts_on_shelf),
        nickname=nickname,
        list_=_wire.given(list_, list),
    )


def a_thing_kept(*, thing_id: _wire.Uuid | None = None, mood: Mood = Mood.CALM) -> ThingKept:
    return ThingKept(
        thing_id=_wire.given(
            thing_id,
            lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001"),
        ),
        mood=mood,
    )
