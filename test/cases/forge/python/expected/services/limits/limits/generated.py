# Stamped by Flywheel from the intent of `limits`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=limits digest=… templates=…
"""The service limits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, Literal, Self, TypeAlias

from fastapi import APIRouter, FastAPI

from . import generated_bounds as _bounds
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class ProofPin(_bounds.Veiled, _wire.Model):
    type: Literal["pin"] = "pin"
    code: Annotated[str, _wire.Field(pattern="^[0-9]{4}$"), _bounds.SECRET]
    tries: Annotated[_wire.U32, _wire.Field(le=3)] = 3


class ProofToken(_bounds.Veiled, _wire.Model):
    type: Literal["token"] = "token"
    text: Annotated[str, _wire.Field(max_length=5), _bounds.SECRET, _wire.name("t-x-t")]


class Member(_wire.Model):
    name: Annotated[str, _wire.Field(max_length=20, pattern=r"^[A-Z][ '\-.0-9A-Z_a-z]*$")]
    age: Annotated[_wire.I32, _wire.Field(ge=0, le=150)]
    points: Annotated[_wire.U64, _wire.Field(ge=1, le=9007199254740993)]
    ratio: Annotated[float, _wire.Field(ge=-0.5, le=1e21)]
    fee: Annotated[
        _wire.Decimal,
        _wire.Field(ge=_wire.decimal_of("0.50"), le=_wire.decimal_of("100")),
    ]
    patience: Annotated[_wire.Duration, _bounds.duration(least="2s", most="5400s")]
    avatar: _wire.Maybe[Annotated[_wire.Bytes, _wire.Field(max_length=3)]] = None
    tags: Annotated[list[str], _bounds.Items("tags", 2)]
    notes: Annotated[dict[str, Member | None], _bounds.Items("notes", 1)]
    nickname: _wire.Maybe[Annotated[str, _wire.Field(max_length=1)]] = None


class TooMany(_wire.Model):
    limit: Annotated[_wire.I64, _wire.Field(ge=1)]


class Joined(_wire.Model):
    name: Annotated[str, _wire.Field(max_length=20)]


class JoinIn(_bounds.Veiled, _wire.Model):
    member: Member
    password: Annotated[str, _wire.Field(max_length=72), _bounds.SECRET]
    proof: _wire.Maybe[Proof] = None


Proof: TypeAlias = Annotated[
    ProofPin | ProofToken | _wire.UnknownCase,
    _wire.OneOf({"pin": ProofPin, "token": ProofToken}),
]


class Limits(ABC):
    """What people implement: the rpcs and listeners of `limits`."""

    @abstractmethod
    async def join(self, input: JoinIn, ctx: Ctx) -> Member | TooMany: ...


_JOIN_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Member))


def router(limits: Limits) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("limits"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/join",
        _wire.endpoint(JoinIn, limits.join, _JOIN_OUT, [_wire.Declared(TooMany, "too-many", 409)]),
        methods=["POST"],
    )
    return routes


def app(limits: Limits) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="limits", openapi_url=None)
    application.include_router(router(limits))
    _wire.answer_absent(application, "limits")
    return application


class Publisher:
    """Sends the events of `limits` to every address that wants them."""

    def __init__(
        self,
        urls: Sequence[str] = (),
        *,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._outbox = _wire.Outbox("limits", urls, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Publisher:
        """Takes the addresses from `EVENTS_URL`, separated by commas; without it nobody is told."""
        return cls(_wire.addresses(environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._outbox.close()

    async def joined(self, event: Joined, ctx: _wire.Ctx | None = None) -> None:
        """Tells everybody; raises `RemoteError` where an address did not take the event."""
        await self._outbox.send("joined", event, ctx)


class Config(_bounds.Veiled, _wire.Model):
    """The settings of the service."""

    rate: Annotated[float, _wire.Field(ge=0.5, le=10.0)] = 1.0
    key: Annotated[str, _wire.Field(pattern="^k/"), _bounds.SECRET]
    wait: _wire.Maybe[Annotated[_wire.Duration, _bounds.duration(most="30s")]] = None
    port: Annotated[_wire.U32, _wire.Field(ge=1024)] = 8080

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Config:
        """Reads the environment; raises `ConfigError` with every problem at once."""
        return _wire.settings(
            cls,
            {"key": "KEY", "wait": "WAIT"},
            {"rate": "RATE", "port": "PORT"},
            environ,
        )


def serve(app: FastAPI, config: Config, ready: _wire.Check | None = None) -> None:
    """Serves until it is told to stop, and prints `listening on <port>`.

    `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
    """
    _wire.serve(app, config.port, ready)


def a_proof_pin(*, code: str = "0000", tries: _wire.U32 = 3) -> ProofPin:
    return ProofPin(code=code, tries=tries)


def a_proof_token(*, text: str = "text") -> ProofToken:
    return ProofToken(text=text)


def a_member(
    *,
    name: str = "A",
    age: _wire.I32 = 1,
    points: _wire.U64 = 1,
    ratio: float = 1.0,
    fee: _wire.Decimal | None = None,
    patience: _wire.Duration | None = None,
    avatar: _wire.Bytes | None = None,
    tags: list[str] | None = None,
    notes: dict[str, Member | None] | None = None,
    nickname: str | None = None,
) -> Member:
    return Member(
        name=name,
        age=age,
        points=points,
        ratio=ratio,
        fee=_wire.given(fee, lambda: _wire.decimal_of("1")),
        patience=_wire.given(patience, lambda: _wire.duration_of("2s")),
        avatar=avatar,
        tags=_wire.given(tags, list),
        notes=_wire.given(notes, dict),
        nickname=nickname,
    )


def a_joined(*, name: str = "name") -> Joined:
    return Joined(name=name)
