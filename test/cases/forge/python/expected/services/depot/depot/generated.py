# Stamped by Flywheel from the intent of `depot`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=depot digest=… templates=…
"""Keeps "things" until somebody wants them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from fastapi import APIRouter, FastAPI

from . import generated_ledger as _ledger
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Mood(_wire.OpenEnum):
    """How a thing feels."""

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
    full_name: Annotated[str, _wire.name("displayName")]
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
    routes.add_api_route("/health", _wire.health("depot"), methods=["GET"])
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


def serve(app: FastAPI, config: Config) -> None:
    """Serves until it is told to stop, and prints `listening on <port>`."""
    _wire.serve(app, config.port)


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
