# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=7c4fd254cfa4f5d49b4380a129bf645fccd5d9d22cd86e1ee3c9a3e3984ba375 templates=db387c6c339653b8
"""What `playbill` uses of `programme`."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from . import generated_wire as _wire


class Genre(_wire.OpenEnum):
    DRAMA: ClassVar[Genre]
    COMEDY: ClassVar[Genre]
    OPERA: ClassVar[Genre]
    DANCE: ClassVar[Genre]


Genre.DRAMA = Genre("drama")
Genre.COMEDY = Genre("comedy")
Genre.OPERA = Genre("opera")
Genre.DANCE = Genre("dance")


class Performance(_wire.Model):
    id: _wire.I32
    production_id: Annotated[_wire.I32, _wire.name("productionId")]
    hall: str
    starts_at: Annotated[_wire.Timestamp, _wire.name("startsAt")]
    price_cents: Annotated[_wire.I64, _wire.name("priceCents")]


class Production(_wire.Model):
    id: _wire.I32
    title: str
    genre: Genre
    minutes: _wire.I32
    interval_minutes: Annotated[_wire.I32, _wire.name("intervalMinutes")] = 20
    subtitle: _wire.Maybe[str] = None


class UnknownProduction(_wire.Model):
    id: _wire.I32


class PerformanceCalledOff(_wire.Model):
    performance_id: Annotated[_wire.I32, _wire.name("performanceId")]
    reason: str


class PerformanceScheduled(_wire.Model):
    performance: Performance
    title: str


class GetProductionIn(_wire.Model):
    id: _wire.I32


class ListPerformancesIn(_wire.Model):
    production_id: Annotated[_wire.I32, _wire.name("productionId")]
    limit: _wire.I32 = 50


_GET_PRODUCTION_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Production))
_LIST_PERFORMANCES_OUT = _wire.Shape(lambda: _wire.TypeAdapter(list[Performance]))


class ProgrammeClient:
    """Calls `programme`; declared errors are values, everything else raises `RemoteError`."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 10.0,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._remote = _wire.Remote("programme", url, timeout_seconds, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> ProgrammeClient:
        """Takes the address from "PROGRAMME_URL"; raises `ConfigError` without one."""
        return cls(_wire.address("PROGRAMME_URL", environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._remote.close()

    async def get_production(
        self,
        input: GetProductionIn,
        ctx: _wire.Ctx | None = None,
    ) -> Production | UnknownProduction:
        return await self._remote.ask_or(
            "/rpc/get-production",
            input,
            ctx,
            _GET_PRODUCTION_OUT,
            {"unknown-production": UnknownProduction},
        )

    async def list_performances(
        self,
        input: ListPerformancesIn,
        ctx: _wire.Ctx | None = None,
    ) -> list[Performance]:
        return await self._remote.ask("/rpc/list-performances", input, ctx, _LIST_PERFORMANCES_OUT)


def a_performance(
    *,
    id: _wire.I32 = 1,
    production_id: _wire.I32 = 1,
    hall: str = "hall",
    starts_at: _wire.Timestamp | None = None,
    price_cents: _wire.I64 = 1,
) -> Performance:
    return Performance(
        id=id,
        production_id=production_id,
        hall=hall,
        starts_at=_wire.given(starts_at, lambda: _wire.timestamp_of("2026-01-01T00:00:00Z")),
        price_cents=price_cents,
    )


def a_production(
    *,
    id: _wire.I32 = 1,
    title: str = "title",
    genre: Genre = Genre.DRAMA,
    minutes: _wire.I32 = 1,
    interval_minutes: _wire.I32 = 20,
    subtitle: str | None = None,
) -> Production:
    return Production(
        id=id,
        title=title,
        genre=genre,
        minutes=minutes,
        interval_minutes=interval_minutes,
        subtitle=subtitle,
    )


def a_performance_called_off(
    *,
    performance_id: _wire.I32 = 1,
    reason: str = "reason",
) -> PerformanceCalledOff:
    return PerformanceCalledOff(performance_id=performance_id, reason=reason)


def a_performance_scheduled(
    *,
    performance: Performance | None = None,
    title: str = "title",
) -> PerformanceScheduled:
    return PerformanceScheduled(performance=_wire.given(performance, a_performance), title=title)
