# Stamped by Flywheel from the intent of `moves`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=moves digest=… templates=…
"""The service moves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from fastapi import APIRouter, FastAPI

from . import generated_forms as _forms
from . import generated_patches as _patches
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Plan(_forms.Respelt, _wire.OpenEnum):
    _others: ClassVar[Mapping[str, str]] = {"pro": "premium", "group": "team"}

    FREE: ClassVar[Plan]
    PRO: ClassVar[Plan]
    TEAM: ClassVar[Plan]


Plan.FREE = Plan("free")
Plan.PRO = Plan("premium")
Plan.TEAM = Plan("team")


class ContactByLetter(_wire.Model):
    type: Annotated[Literal["by-mail"], _forms.tag("by-letter", writes="by-mail")] = "by-mail"
    street_line: Annotated[str, _forms.key("streetLine", "address", writes="address")]


class ContactByPhone(_wire.Model):
    type: Annotated[Literal["by-phone"], _forms.tag("by-call", writes="by-phone")] = "by-phone"
    number: Annotated[_wire.I64, _forms.key("number", "digits", writes="number")]


class ContactNone(_wire.Model):
    type: Literal["none"] = "none"


class Bill(_wire.Model):
    count: Annotated[_wire.I32, _wire.Field(le=9000), _forms.AS_INTEGER]
    rate: Annotated[float, _forms.key("rate", "perHour", writes="perHour"), _forms.AS_NUMBER]
    sum: Annotated[_wire.Decimal, _wire.Field(ge=_wire.decimal_of("0")), _forms.AS_TEXT]
    code: Annotated[_wire.Maybe[Annotated[str, _wire.Field(max_length=8)]], _forms.AS_TEXT] = None
    label: Annotated[str, _forms.AS_ONE]
    reached: Annotated[list[Contact], _forms.AS_LIST]
    tenant: Annotated[Tenant, _forms.AS_ONE]


class Tenant(_wire.Model):
    display_name: Annotated[str, _forms.key("displayName", "name", writes="name")]
    seats: Annotated[_wire.I32, _forms.key("seats", "places", writes="seats")]
    plan: Plan = Plan.PRO
    nickname: Annotated[
        _wire.Maybe[str],
        _forms.key("nickname", "shortName", writes="shortName"),
    ] = None


class BillPatch(_wire.Model):
    """What of `Bill` is to change; what is unset stays as it is."""

    count: _patches.Sent[Annotated[_wire.I32, _wire.Field(le=9000), _forms.AS_INTEGER]] = (
        _patches.UNSET
    )
    rate: Annotated[
        _patches.Sent[Annotated[float, _forms.AS_NUMBER]],
        _forms.key("rate", "perHour", writes="perHour"),
    ] = _patches.UNSET
    sum: _patches.Sent[
        Annotated[_wire.Decimal, _wire.Field(ge=_wire.decimal_of("0")), _forms.AS_TEXT]
    ] = _patches.UNSET
    code: _patches.Sent[Annotated[str, _wire.Field(max_length=8), _forms.AS_TEXT] | None] = (
        _patches.UNSET
    )
    label: _patches.Sent[Annotated[str, _forms.AS_ONE]] = _patches.UNSET
    reached: _patches.Sent[Annotated[list[Contact], _forms.AS_LIST]] = _patches.UNSET
    tenant: _patches.Sent[Annotated[Tenant, _forms.AS_ONE]] = _patches.UNSET


def apply_bill_patch(value: Bill, patch: BillPatch) -> Bill:
    """`Bill` as it is after a patch."""
    return _patches.applied(value, patch)


class Gone(_wire.Model):
    tenant_id: Annotated[_wire.I64, _forms.key("tenantId", "id", writes="id")]


class Moved(_wire.Model):
    tenant_id: Annotated[_wire.I64, _forms.key("tenantId", "id", writes="id")]


class MoveIn(_wire.Model):
    tenant: Tenant
    reached_by: Annotated[
        _wire.Maybe[Contact],
        _forms.key("reachedBy", "contact", writes="contact"),
    ] = None


class SendBillIn(_wire.Model):
    bill: BillPatch
    count: Annotated[_wire.U32, _forms.AS_INTEGER]


Contact: TypeAlias = Annotated[
    ContactByLetter | ContactByPhone | ContactNone | _wire.UnknownCase,
    _wire.OneOf(
        {
            "by-mail": ContactByLetter,
            "by-letter": ContactByLetter,
            "by-phone": ContactByPhone,
            "by-call": ContactByPhone,
            "none": ContactNone,
        },
    ),
]


class Moves(ABC):
    """What people implement: the rpcs and listeners of `moves`."""

    @abstractmethod
    async def move(self, input: MoveIn, ctx: Ctx) -> Tenant | Gone: ...

    @abstractmethod
    async def send_bill(self, input: SendBillIn, ctx: Ctx) -> Bill: ...


_MOVE_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Tenant))
_SEND_BILL_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Bill))


def router(moves: Moves) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("moves"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/move",
        _wire.endpoint(MoveIn, moves.move, _MOVE_OUT, [_wire.Declared(Gone, "gone", 410)]),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/send-bill",
        _wire.endpoint(SendBillIn, moves.send_bill, _SEND_BILL_OUT, []),
        methods=["POST"],
    )
    return routes


def app(moves: Moves) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="moves", openapi_url=None)
    application.include_router(router(moves))
    _wire.answer_absent(application, "moves")
    return application


class Publisher:
    """Sends the events of `moves` to every address that wants them."""

    def __init__(
        self,
        urls: Sequence[str] = (),
        *,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._outbox = _wire.Outbox("moves", urls, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Publisher:
        """Takes the addresses from `EVENTS_URL`, separated by commas; without it nobody is told."""
        return cls(_wire.addresses(environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._outbox.close()

    async def moved(self, event: Moved, ctx: _wire.Ctx | None = None) -> None:
        """Tells everybody; raises `RemoteError` where an address did not take the event."""
        await self._outbox.send("moved", event, ctx)


class Config(_wire.Model):
    """The settings of the service."""

    port: _wire.Port = 8080

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Config:
        """Reads the environment; raises `ConfigError` with every problem at once."""
        return _wire.settings(cls, {}, {"port": "PORT"}, environ)


def serve(app: FastAPI, config: Config, ready: _wire.Check | None = None) -> None:
    """Serves until it is told to stop, and prints `listening on <port>`.

    `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
    """
    _wire.serve(app, config.port, ready)


def a_contact_by_letter(*, street_line: str = "street line") -> ContactByLetter:
    return ContactByLetter(street_line=street_line)


def a_contact_by_phone(*, number: _wire.I64 = 1) -> ContactByPhone:
    return ContactByPhone(number=number)


def a_contact_none() -> ContactNone:
    return ContactNone()


def a_bill(
    *,
    count: _wire.I32 = 1,
    rate: float = 1.0,
    sum: _wire.Decimal | None = None,
    code: str | None = None,
    label: str = "label",
    reached: list[Contact] | None = None,
    tenant: Tenant | None = None,
) -> Bill:
    return Bill(
        count=count,
        rate=rate,
        sum=_wire.given(sum, lambda: _wire.decimal_of("1")),
        code=code,
        label=label,
        reached=_wire.given(reached, list),
        tenant=_wire.given(tenant, a_tenant),
    )


def a_tenant(
    *,
    display_name: str = "display name",
    seats: _wire.I32 = 1,
    plan: Plan = Plan.PRO,
    nickname: str | None = None,
) -> Tenant:
    return Tenant(display_name=display_name, seats=seats, plan=plan, nickname=nickname)


def a_moved(*, tenant_id: _wire.I64 = 1) -> Moved:
    return Moved(tenant_id=tenant_id)
