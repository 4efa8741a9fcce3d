# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=e16304a5e802432cfd69a43328f924c7b918ef671f39d775e2d8398dec1126dd templates=db387c6c339653b8
"""Letters to customers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from fastapi import APIRouter, FastAPI

from . import generated_billing as _billing
from . import generated_orders as _orders
from . import generated_users as _users
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Channel(_wire.OpenEnum):
    EMAIL: ClassVar[Channel]
    PRINT: ClassVar[Channel]


Channel.EMAIL = Channel("email")
Channel.PRINT = Channel("print")


class Letter(_wire.Model):
    recipient: _wire.I32
    subject: str
    body: str
    channel: Channel = Channel.EMAIL
    attempts: _wire.I32 = 0


class ListLettersIn(_wire.Model):
    recipient: _wire.I32


class Notifications(ABC):
    """What people implement: the rpcs and listeners of `notifications`."""

    @abstractmethod
    async def list_letters(self, input: ListLettersIn, ctx: Ctx) -> list[Letter]: ...

    @abstractmethod
    async def confirm_order(self, event: _orders.OrderPlaced, ctx: Ctx) -> None:
        """Hears `orders/order-placed`."""
        ...

    @abstractmethod
    async def thank(self, event: _billing.InvoicePaid, ctx: Ctx) -> None:
        """Hears `billing/invoice-paid`."""
        ...

    @abstractmethod
    async def welcome(self, event: _users.UserRegistered, ctx: Ctx) -> None:
        """Hears `users/user-registered`."""
        ...


_LIST_LETTERS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(list[Letter]))


def router(notifications: Notifications) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("notifications"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/list-letters",
        _wire.endpoint(ListLettersIn, notifications.list_letters, _LIST_LETTERS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/orders/order-placed",
        _wire.listener("orders/order-placed", _orders.OrderPlaced, [notifications.confirm_order]),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/billing/invoice-paid",
        _wire.listener("billing/invoice-paid", _billing.InvoicePaid, [notifications.thank]),
        methods=["POST"],
    )
    routes.add_api_route(
        "/events/users/user-registered",
        _wire.listener("users/user-registered", _users.UserRegistered, [notifications.welcome]),
        methods=["POST"],
    )
    return routes


def app(notifications: Notifications) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="notifications", openapi_url=None)
    application.include_router(router(notifications))
    _wire.answer_absent(application, "notifications")
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


def a_letter(
    *,
    recipient: _wire.I32 = 1,
    subject: str = "subject",
    body: str = "body",
    channel: Channel = Channel.EMAIL,
    attempts: _wire.I32 = 0,
) -> Letter:
    return Letter(
        recipient=recipient,
        subject=subject,
        body=body,
        channel=channel,
        attempts=attempts,
    )
