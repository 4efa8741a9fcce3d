# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=7c4fd254cfa4f5d49b4380a129bf645fccd5d9d22cd86e1ee3c9a3e3984ba375 templates=db387c6c339653b8
"""Posters, notices and the letters to guests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, ClassVar

from fastapi import APIRouter, FastAPI

from . import generated_box_office as _box_office
from . import generated_programme as _programme
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Medium(_wire.OpenEnum):
    POSTER: ClassVar[Medium]
    LETTER: ClassVar[Medium]


Medium.POSTER = Medium("poster")
Medium.LETTER = Medium("letter")


class Notice(_wire.Model):
    performance_id: Annotated[_wire.I32, _wire.name("performanceId")]
    medium: Medium = Medium.POSTER
    headline: str
    body: str
    copies: _wire.I32 = 1


class NoticesForIn(_wire.Model):
    performance_id: Annotated[_wire.I32, _wire.name("performanceId")]


class WeeklyBillIn(_wire.Model):
    production_id: Annotated[_wire.I32, _wire.name("productionId")]
    lines: _wire.I32 = 7


class Playbill(ABC):
    """What people implement: the rpcs and listeners of `playbill`."""

    @abstractmethod
    async def notices_for(self, input: NoticesForIn, ctx: Ctx) -> list[Notice]: ...

    @abstractmethod
    async def weekly_bill(
        self,
        input: WeeklyBillIn,
        ctx: Ctx,
    ) -> str | _programme.UnknownProduction:
        """The text of the sheet that hangs in the foyer."""
        ...

    @abstractmethod
    async def announce(self, event: _programme.PerformanceScheduled, ctx: Ctx) -> None:
        """Hears `programme/performance-scheduled`."""
        ...

    @abstractmethod
    async def confirm(self, event: _box_office.BookingMade, ctx: Ctx) -> None:
        """Hears `box-office/booking-made`."""
        ...

    @abstractmethod
    async def retract(self, event: _programme.PerformanceCalledOff, ctx: Ctx) -> None:
        """Hears `programme/performance-called-off`."""
        ...


_NOTICES_FOR_OUT = _wire.Shape(lambda: _wire.TypeAdapter(list[Notice]))
_WEEKLY_BILL_OUT = _wire.Shape(lambda: _wire.TypeAdapter(str))


def router(playbill: Playbill) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("playbill"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/notices-for",
        _wire.endpoint(NoticesForIn, playbill.notices_for, _NOTICES_FOR_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/weekly-bill",
        _wire.endpoint(
            WeeklyBillIn,
            playbill.weekly_bill,
            _WEEKLY_BILL_OUT,
            [_wire.Declared(_programme.UnknownProduction, "unknown-production", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/programme/performance-scheduled",
        _wire.listener(
            "programme/performance-scheduled",
            _programme.PerformanceScheduled,
            [playbill.announce],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/box-office/booking-made",
        _wire.listener("box-office/booking-made", _box_office.BookingMade, [playbill.confirm]),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/programme/performance-called-off",
        _wire.listener(
            "programme/performance-called-off",
            _programme.PerformanceCalledOff,
            [playbill.retract],
        ),
        methods=["POST"],
    )
    return routes


def app(playbill: Playbill) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="playbill", openapi_url=None)
    application.include_router(router(playbill))
    _wire.answer_absent(application, "playbill")
    return application


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


def a_notice(
    *,
    performance_id: _wire.I32 = 1,
    medium: Medium = Medium.POSTER,
    headline: str = "headline",
    body: str = "body",
    copies: _wire.I32 = 1,
) -> Notice:
    return Notice(
        performance_id=performance_id,
        medium=medium,
        headline=headline,
        body=body,
        copies=copies,
    )
