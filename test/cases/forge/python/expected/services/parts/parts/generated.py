# Stamped by Flywheel from the intent of `parts`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=parts digest=… templates=…
"""The service parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, ClassVar, Self

from fastapi import APIRouter, FastAPI

from . import generated_bounds as _bounds
from . import generated_forms as _forms
from . import generated_pages as _pages
from . import generated_patches as _patches
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Plan(_wire.OpenEnum):
    FREE: ClassVar[Plan]
    PRO: ClassVar[Plan]


Plan.FREE = Plan("free")
Plan.PRO = Plan("pro")


class Tenant(_bounds.Veiled, _wire.Model):
    """Who lives here."""

    id: _wire.Uuid
    display_name: Annotated[str, _wire.Field(max_length=40), _wire.name("displayName")]
    """As it is called."""
    seats: Annotated[_wire.I64, _wire.Field(ge=1), _forms.key("seats", "places", writes="places")]
    plan: Plan = Plan.PRO
    pin: Annotated[_wire.Maybe[str], _bounds.SECRET] = None
    landlord: _wire.Maybe[Tenant] = None
    a_name_that_is_as_long_as_any_name_of_a_field_may_be_in_here: Annotated[
        _wire.Maybe[Annotated[_wire.Decimal, _wire.Field(le=_wire.decimal_of("10"))]],
        _wire.name("aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere"),
    ] = None


class TenantPatch(_bounds.Veiled, _wire.Model):
    """What of `Tenant` is to change; what is unset stays as it is."""

    display_name: Annotated[
        _patches.Sent[Annotated[str, _wire.Field(max_length=40)]],
        _wire.name("displayName"),
    ] = _patches.UNSET
    """As it is called."""
    seats: Annotated[
        _patches.Sent[Annotated[_wire.I64, _wire.Field(ge=1)]],
        _forms.key("seats", "places", writes="places"),
    ] = _patches.UNSET
    plan: _patches.Sent[Plan] = _patches.UNSET
    pin: Annotated[_patches.Sent[str | None], _bounds.SECRET] = _patches.UNSET
    landlord: _patches.Sent[Tenant | None] = _patches.UNSET
    a_name_that_is_as_long_as_any_name_of_a_field_may_be_in_here: Annotated[
        _patches.Sent[Annotated[_wire.Decimal, _wire.Field(le=_wire.decimal_of("10"))] | None],
        _wire.name("aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere"),
    ] = _patches.UNSET


def apply_tenant_patch(value: Tenant, patch: TenantPatch) -> Tenant:
    """`Tenant` as it is after a patch."""
    return _patches.applied(value, patch)


class TenantChanged(_wire.Model):
    id: _wire.Uuid
    change: TenantPatch


class ListSeatsIn(_wire.Model):
    pass


class ListTenantsIn(_wire.Model):
    limit: _wire.U32 = 20
    cursor: _wire.Maybe[str] = None


class UpdateTenantIn(_wire.Model):
    id: _wire.Uuid
    change: TenantPatch


class Parts(ABC):
    """What people implement: the rpcs and listeners of `parts`."""

    @abstractmethod
    async def list_seats(self, input: ListSeatsIn, ctx: Ctx) -> _pages.Page[_wire.I64]: ...

    @abstractmethod
    async def list_tenants(self, input: ListTenantsIn, ctx: Ctx) -> _pages.Page[Tenant]: ...

    @abstractmethod
    async def update_tenant(self, input: UpdateTenantIn, ctx: Ctx) -> Tenant: ...


_LIST_SEATS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[_wire.I64]))
_LIST_TENANTS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[Tenant]))
_UPDATE_TENANT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Tenant))


def router(parts: Parts) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("parts"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/list-seats",
        _wire.endpoint(ListSeatsIn, parts.list_seats, _LIST_SEATS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-tenants",
        _wire.endpoint(ListTenantsIn, parts.list_tenants, _LIST_TENANTS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/update-tenant",
        _wire.endpoint(UpdateTenantIn, parts.update_tenant, _UPDATE_TENANT_OUT, []),
        methods=["POST"],
    )
    return routes


def app(parts: Parts) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="parts", openapi_url=None)
    application.include_router(router(parts))
    _wire.answer_absent(application, "parts")
    return application


class Publisher:
    """Sends the events of `parts` to every address that wants them."""

    def __init__(
        self,
        urls: Sequence[str] = (),
        *,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._outbox = _wire.Outbox("parts", urls, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Publisher:
        """Takes the addresses from `EVENTS_URL`, separated by commas; without it nobody is told."""
        return cls(_wire.addresses(environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._outbox.close()

    async def tenant_changed(self, event: TenantChanged, ctx: _wire.Ctx | None = None) -> None:
        """Tells everybody; raises `RemoteError` where an address did not take the event."""
        await self._outbox.send("tenant-changed", event, ctx)


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


def a_tenant(
    *,
    id: _wire.Uuid | None = None,
    display_name: str = "display name",
    seats: _wire.I64 = 1,
    plan: Plan = Plan.PRO,
    pin: str | None = None,
    landlord: Tenant | None = None,
    a_name_that_is_as_long_as_any_name_of_a_field_may_be_in_here: _wire.Decimal | None = None,
) -> Tenant:
    return Tenant(
        id=_wire.given(id, lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001")),
        display_name=display_name,
        seats=seats,
        plan=plan,
        pin=pin,
        landlord=landlord,
        a_name_that_is_as_long_as_any_name_of_a_field_may_be_in_here=a_name_that_is_as_long_as_any_name_of_a_field_may_be_in_here,
    )


def a_tenant_changed(
    *,
    id: _wire.Uuid | None = None,
    change: TenantPatch | None = None,
) -> TenantChanged:
    return TenantChanged(
        id=_wire.given(id, lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001")),
        change=_wire.given(change, TenantPatch),
    )
