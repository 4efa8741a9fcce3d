# Stamped by Flywheel from the intent of `stock`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=stock digest=77694a980207f6c2220885762229bfe1ce069f9eac7b69a9669f1805c7538e8e templates=db387c6c339653b8
"""What lies on the shelves."""

from __future__ import annotations

from abc import ABC, abstractmethod

from fastapi import APIRouter, FastAPI

from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Article(_wire.Model):
    sku: str
    title: str
    pieces: _wire.I32 = 0


class UnknownArticle(_wire.Model):
    sku: str


class GetArticleIn(_wire.Model):
    sku: str


class ListScarceIn(_wire.Model):
    limit: _wire.I32 = 10


class Stock(ABC):
    """What people implement: the rpcs and listeners of `stock`."""

    @abstractmethod
    async def get_article(self, input: GetArticleIn, ctx: Ctx) -> Article | UnknownArticle: ...

    @abstractmethod
    async def list_scarce(self, input: ListScarceIn, ctx: Ctx) -> list[Article]:
        """What runs out, the fewest pieces first."""
        ...


_GET_ARTICLE_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Article))
_LIST_SCARCE_OUT = _wire.Shape(lambda: _wire.TypeAdapter(list[Article]))


def router(stock: Stock) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("stock"), methods=["GET", "HEAD"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET", "HEAD"])
    routes.add_api_route(
        "/rpc/get-article",
        _wire.endpoint(
            GetArticleIn,
            stock.get_article,
            _GET_ARTICLE_OUT,
            [_wire.Declared(UnknownArticle, "unknown-article", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-scarce",
        _wire.endpoint(ListScarceIn, stock.list_scarce, _LIST_SCARCE_OUT, []),
        methods=["POST"],
    )
    return routes


def app(stock: Stock) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="stock", openapi_url=None)
    application.include_router(router(stock))
    _wire.answer_absent(application, "stock")
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


def a_article(*, sku: str = "sku", title: str = "title", pieces: _wire.I32 = 0) -> Article:
    return Article(sku=sku, title=title, pieces=pieces)
