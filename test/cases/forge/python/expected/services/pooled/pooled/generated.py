# Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=pooled digest=… templates=…
"""The service pooled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias
from uuid import uuid4

from fastapi import APIRouter, FastAPI

from . import generated_bounds as _bounds
from . import generated_pages as _pages
from . import generated_patches as _patches
from . import generated_postgresql as _postgresql
from . import generated_routes as _routes
from . import generated_stores as _stores
from . import generated_tables as _tables
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class Plan(_wire.OpenEnum):
    FREE: ClassVar[Plan]
    PRO: ClassVar[Plan]


Plan.FREE = Plan("free")
Plan.PRO = Plan("pro")


class ContactByMail(_wire.Model):
    type: Literal["by-mail"] = "by-mail"
    address: str


class Mark(_wire.Model):
    name: str


class Seat(_wire.Model):
    number: _wire.I64
    taken: bool
    ratio: float
    data: _wire.Bytes
    price: _wire.Decimal
    free: _wire.Json
    places: list[_wire.I32]
    until: _wire.Maybe[_wire.Timestamp] = None


class User(_wire.Model):
    """A person with an account."""

    id: _wire.Uuid
    email_address: Annotated[str, _wire.name("emailAddress")]
    number: _wire.U64
    plan: Plan
    contact: Contact
    nickname: _wire.Maybe[str] = None


class SeatPatch(_wire.Model):
    """What of `Seat` is to change; what is unset stays as it is."""

    taken: _patches.Sent[bool] = _patches.UNSET
    ratio: _patches.Sent[float] = _patches.UNSET
    data: _patches.Sent[_wire.Bytes] = _patches.UNSET
    price: _patches.Sent[_wire.Decimal] = _patches.UNSET
    free: _patches.Sent[_wire.Json] = _patches.UNSET
    places: _patches.Sent[list[_wire.I32]] = _patches.UNSET
    until: _patches.Sent[_wire.Timestamp | None] = _patches.UNSET


def apply_seat_patch(value: Seat, patch: SeatPatch) -> Seat:
    """`Seat` as it is after a patch."""
    return _patches.applied(value, patch)


class UserPatch(_wire.Model):
    """What of `User` is to change; what is unset stays as it is."""

    email_address: Annotated[_patches.Sent[str], _wire.name("emailAddress")] = _patches.UNSET
    number: _patches.Sent[_wire.U64] = _patches.UNSET
    plan: _patches.Sent[Plan] = _patches.UNSET
    contact: _patches.Sent[Contact] = _patches.UNSET
    nickname: _patches.Sent[str | None] = _patches.UNSET


def apply_user_patch(value: User, patch: UserPatch) -> User:
    """`User` as it is after a patch."""
    return _patches.applied(value, patch)


class MarkNotFound(_wire.Model):
    """There is no such Mark."""

    name: str


class MarkTaken(_wire.Model):
    """Another Mark has the same value in this field."""

    field: str


class SeatNotFound(_wire.Model):
    """There is no such Seat."""

    number: _wire.I64


class SeatTaken(_wire.Model):
    """Another Seat has the same value in this field."""

    field: str


class UserNotFound(_wire.Model):
    """There is no such User."""

    id: _wire.Uuid


class UserTaken(_wire.Model):
    """Another User has the same value in this field."""

    field: str


class CreateMarkIn(_wire.Model):
    name: str


class CreateSeatIn(_wire.Model):
    number: _wire.I64
    taken: bool
    ratio: float
    data: _wire.Bytes
    price: _wire.Decimal
    free: _wire.Json
    places: list[_wire.I32]
    until: _wire.Maybe[_wire.Timestamp] = None


class CreateUserIn(_wire.Model):
    id: _wire.Maybe[_wire.Uuid] = None
    email_address: Annotated[str, _wire.name("emailAddress")]
    number: _wire.U64
    plan: Plan
    contact: Contact
    nickname: _wire.Maybe[str] = None


class DeleteMarkIn(_wire.Model):
    name: str


class DeleteSeatIn(_wire.Model):
    number: _wire.I64


class DeleteUserIn(_wire.Model):
    id: _wire.Uuid


class GetMarkIn(_wire.Model):
    name: str


class GetSeatIn(_wire.Model):
    number: _wire.I64


class GetUserIn(_wire.Model):
    id: _wire.Uuid


class ListMarksIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class ListSeatsIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class ListUsersIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class UpdateSeatIn(_wire.Model):
    number: _wire.I64
    change: SeatPatch


class UpdateUserIn(_wire.Model):
    id: _wire.Uuid
    change: UserPatch


Contact: TypeAlias = Annotated[
    ContactByMail | _wire.UnknownCase,
    _wire.OneOf({"by-mail": ContactByMail}),
]


class Pooled(ABC):
    """What people implement: the rpcs and listeners of `pooled`."""

    @abstractmethod
    async def create_mark(self, input: CreateMarkIn, ctx: Ctx) -> Mark | MarkTaken:
        """Makes one Mark."""
        ...

    @abstractmethod
    async def create_seat(self, input: CreateSeatIn, ctx: Ctx) -> Seat | SeatTaken:
        """Makes one Seat."""
        ...

    @abstractmethod
    async def create_user(self, input: CreateUserIn, ctx: Ctx) -> User | UserTaken:
        """Makes one User."""
        ...

    @abstractmethod
    async def delete_mark(self, input: DeleteMarkIn, ctx: Ctx) -> MarkNotFound | None:
        """Takes one Mark away."""
        ...

    @abstractmethod
    async def delete_seat(self, input: DeleteSeatIn, ctx: Ctx) -> SeatNotFound | None:
        """Takes one Seat away."""
        ...

    @abstractmethod
    async def delete_user(self, input: DeleteUserIn, ctx: Ctx) -> UserNotFound | None:
        """Takes one User away."""
        ...

    @abstractmethod
    async def get_mark(self, input: GetMarkIn, ctx: Ctx) -> Mark | MarkNotFound:
        """Finds one Mark."""
        ...

    @abstractmethod
    async def get_seat(self, input: GetSeatIn, ctx: Ctx) -> Seat | SeatNotFound:
        """Finds one Seat."""
        ...

    @abstractmethod
    async def get_user(self, input: GetUserIn, ctx: Ctx) -> User | UserNotFound:
        """Finds one User."""
        ...

    @abstractmethod
    async def list_marks(self, input: ListMarksIn, ctx: Ctx) -> _pages.Page[Mark]:
        """Lists every Mark, in the order of their keys as text."""
        ...

    @abstractmethod
    async def list_seats(self, input: ListSeatsIn, ctx: Ctx) -> _pages.Page[Seat]:
        """Lists every Seat, in the order of their keys as text."""
        ...

    @abstractmethod
    async def list_users(self, input: ListUsersIn, ctx: Ctx) -> _pages.Page[User]:
        """Lists every User, in the order of their keys as text."""
        ...

    @abstractmethod
    async def update_seat(self, input: UpdateSeatIn, ctx: Ctx) -> Seat | SeatNotFound | SeatTaken:
        """Changes one Seat."""
        ...

    @abstractmethod
    async def update_user(self, input: UpdateUserIn, ctx: Ctx) -> User | UserNotFound | UserTaken:
        """Changes one User."""
        ...


_CREATE_MARK_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Mark))
_CREATE_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_CREATE_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))
_GET_MARK_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Mark))
_GET_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_GET_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))
_LIST_MARKS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[Mark]))
_LIST_SEATS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[Seat]))
_LIST_USERS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[User]))
_UPDATE_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_UPDATE_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))


def _key_of_mark(value: Mark) -> str:
    return str(value.name)


def _unique_of_mark(value: Mark) -> Mapping[str, str]:
    return {}


_MARK_KEPT = _stores.Kept(_key_of_mark, _unique_of_mark)


def mark_memory() -> _stores.Store[Mark]:
    """Keeps every `Mark` in the process's own memory."""
    return _stores.MemoryStore(_MARK_KEPT)


@dataclass
class MarkHandlers:
    """Answers the rpcs of `Mark` from a store; by default the process's own memory."""

    mark_store: _stores.Store[Mark] = field(default_factory=mark_memory)

    async def create_mark(self, input: CreateMarkIn, ctx: Ctx) -> Mark | MarkTaken:
        value = Mark(name=input.name)
        result = await self.mark_store.insert(value)
        return MarkTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def get_mark(self, input: GetMarkIn, ctx: Ctx) -> Mark | MarkNotFound:
        found = await self.mark_store.find(str(input.name))
        return MarkNotFound(name=input.name) if found is None else found

    async def delete_mark(self, input: DeleteMarkIn, ctx: Ctx) -> MarkNotFound | None:
        found = await self.mark_store.delete(str(input.name))
        return None if found else MarkNotFound(name=input.name)

    async def list_marks(self, input: ListMarksIn, ctx: Ctx) -> _pages.Page[Mark]:
        return await _stores.page_of(self.mark_store, _MARK_KEPT, input.cursor, input.limit)


def _key_of_seat(value: Seat) -> str:
    return str(value.number)


def _unique_of_seat(value: Seat) -> Mapping[str, str]:
    return {}


_SEAT_KEPT = _stores.Kept(_key_of_seat, _unique_of_seat)


def seat_memory() -> _stores.Store[Seat]:
    """Keeps every `Seat` in the process's own memory."""
    return _stores.MemoryStore(_SEAT_KEPT)


_SEAT_TABLE = _tables.Table(
    kept=_SEAT_KEPT,
    kind=Seat,
    columns=[
        _tables.Column("number"),
        _tables.Column("taken", "json"),
        _tables.Column("ratio", "json"),
        _tables.Column("data"),
        _tables.Column("price"),
        _tables.Column("free", "json"),
        _tables.Column("places", "json"),
        _tables.Column("until"),
    ],
    insert="""
        INSERT INTO "seats" ("number", "taken", "ratio", "data", "price", "free", "places", "until")
        VALUES ($1::text::bigint, $2::text::boolean, $3::text::double precision, decode($4::text, 'base64'), $5::text::numeric, $6::text::json, $7::text::json, $8::text)
        ON CONFLICT DO NOTHING
        """,
    find="""
        SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
        FROM "seats"
        WHERE "number"::text COLLATE "C" = $1
        """,
    lock="""
        SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
        FROM "seats"
        WHERE "number"::text COLLATE "C" = $1
        FOR UPDATE
        """,
    update="""
        UPDATE "seats"
        SET "taken" = $2::text::boolean, "ratio" = $3::text::double precision, "data" = decode($4::text, 'base64'), "price" = $5::text::numeric, "free" = $6::text::json, "places" = $7::text::json, "until" = $8::text
        WHERE "number" = $1::text::bigint
        """,
    delete="""
        DELETE FROM "seats"
        WHERE "number"::text COLLATE "C" = $1
        """,
    list="""
        SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
        FROM "seats"
        ORDER BY "number"::text COLLATE "C" LIMIT $1
        """,
    list_after="""
        SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
        FROM "seats"
        WHERE "number"::text COLLATE "C" > $2
        ORDER BY "number"::text COLLATE "C" LIMIT $1
        """,
)


def seat_store(database: _postgresql.Database) -> _stores.Store[Seat]:
    """Keeps every `Seat` in the database."""
    return _tables.TableStore(database, _SEAT_TABLE)


@dataclass(kw_only=True)
class SeatHandlers:
    """Answers the rpcs of `Seat` from a store, such as that of the database."""

    seat_store: _stores.Store[Seat]

    async def create_seat(self, input: CreateSeatIn, ctx: Ctx) -> Seat | SeatTaken:
        value = Seat(
            number=input.number,
            taken=input.taken,
            ratio=input.ratio,
            data=input.data,
            price=input.price,
            free=input.free,
            places=input.places,
            until=input.until,
        )
        result = await self.seat_store.insert(value)
        return SeatTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def get_seat(self, input: GetSeatIn, ctx: Ctx) -> Seat | SeatNotFound:
        found = await self.seat_store.find(str(input.number))
        return SeatNotFound(number=input.number) if found is None else found

    async def update_seat(self, input: UpdateSeatIn, ctx: Ctx) -> Seat | SeatNotFound | SeatTaken:
        def changed(value: Seat) -> Seat:
            return apply_seat_patch(value, input.change)

        result = await self.seat_store.update(str(input.number), changed)
        if result is None:
            return SeatNotFound(number=input.number)
        return SeatTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def delete_seat(self, input: DeleteSeatIn, ctx: Ctx) -> SeatNotFound | None:
        found = await self.seat_store.delete(str(input.number))
        return None if found else SeatNotFound(number=input.number)

    async def list_seats(self, input: ListSeatsIn, ctx: Ctx) -> _pages.Page[Seat]:
        return await _stores.page_of(self.seat_store, _SEAT_KEPT, input.cursor, input.limit)


def _key_of_user(value: User) -> str:
    return str(value.id)


def _unique_of_user(value: User) -> Mapping[str, str]:
    return {"email-address": str(value.email_address), "number": str(value.number)}


_USER_KEPT = _stores.Kept(_key_of_user, _unique_of_user)


def user_memory() -> _stores.Store[User]:
    """Keeps every `User` in the process's own memory."""
    return _stores.MemoryStore(_USER_KEPT)


_USER_TABLE = _tables.Table(
    kept=_USER_KEPT,
    kind=User,
    columns=[
        _tables.Column("id"),
        _tables.Column("emailAddress"),
        _tables.Column("number"),
        _tables.Column("plan"),
        _tables.Column("contact", "json"),
        _tables.Column("nickname"),
    ],
    insert="""
        INSERT INTO "users" ("id", "email_address", "number", "plan", "contact", "nickname")
        VALUES ($1::text::uuid, $2::text, $3::text::numeric(20), $4::text, $5::text::json, $6::text)
        ON CONFLICT DO NOTHING
        """,
    find="""
        SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
        FROM "users"
        WHERE "id"::text COLLATE "C" = $1
        """,
    lock="""
        SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
        FROM "users"
        WHERE "id"::text COLLATE "C" = $1
        FOR UPDATE
        """,
    update="""
        UPDATE "users"
        SET "email_address" = $2::text, "number" = $3::text::numeric(20), "plan" = $4::text, "contact" = $5::text::json, "nickname" = $6::text
        WHERE "id" = $1::text::uuid
        """,
    delete="""
        DELETE FROM "users"
        WHERE "id"::text COLLATE "C" = $1
        """,
    list="""
        SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
        FROM "users"
        ORDER BY "id"::text COLLATE "C" LIMIT $1
        """,
    list_after="""
        SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
        FROM "users"
        WHERE "id"::text COLLATE "C" > $2
        ORDER BY "id"::text COLLATE "C" LIMIT $1
        """,
    taken="""
        SELECT CASE
        WHEN EXISTS (SELECT 1 FROM "users" WHERE "email_address" = $2::text AND "id"::text COLLATE "C" <> $1) THEN 'email-address'
        WHEN EXISTS (SELECT 1 FROM "users" WHERE "number" = $3::text::numeric(20) AND "id"::text COLLATE "C" <> $1) THEN 'number'
        END
        """,
)


def user_store(database: _postgresql.Database) -> _stores.Store[User]:
    """Keeps every `User` in the database."""
    return _tables.TableStore(database, _USER_TABLE)


@dataclass(kw_only=True)
class UserHandlers:
    """Answers the rpcs of `User` from a store, such as that of the database."""

    user_store: _stores.Store[User]

    async def create_user(self, input: CreateUserIn, ctx: Ctx) -> User | UserTaken:
        value = User(
            id=input.id or uuid4(),
            email_address=input.email_address,
            number=input.number,
            plan=input.plan,
            contact=input.contact,
            nickname=input.nickname,
        )
        result = await self.user_store.insert(value)
        return UserTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def get_user(self, input: GetUserIn, ctx: Ctx) -> User | UserNotFound:
        found = await self.user_store.find(str(input.id))
        return UserNotFound(id=input.id) if found is None else found

    async def update_user(self, input: UpdateUserIn, ctx: Ctx) -> User | UserNotFound | UserTaken:
        def changed(value: User) -> User:
            return apply_user_patch(value, input.change)

        result = await self.user_store.update(str(input.id), changed)
        if result is None:
            return UserNotFound(id=input.id)
        return UserTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def delete_user(self, input: DeleteUserIn, ctx: Ctx) -> UserNotFound | None:
        found = await self.user_store.delete(str(input.id))
        return None if found else UserNotFound(id=input.id)

    async def list_users(self, input: ListUsersIn, ctx: Ctx) -> _pages.Page[User]:
        return await _stores.page_of(self.user_store, _USER_KEPT, input.cursor, input.limit)


def router(pooled: Pooled) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("pooled"), methods=["GET"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET"])
    routes.add_api_route(
        "/rpc/create-mark",
        _wire.endpoint(
            CreateMarkIn,
            pooled.create_mark,
            _CREATE_MARK_OUT,
            [_wire.Declared(MarkTaken, "mark-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/create-seat",
        _wire.endpoint(
            CreateSeatIn,
            pooled.create_seat,
            _CREATE_SEAT_OUT,
            [_wire.Declared(SeatTaken, "seat-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/create-user",
        _wire.endpoint(
            CreateUserIn,
            pooled.create_user,
            _CREATE_USER_OUT,
            [_wire.Declared(UserTaken, "user-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-mark",
        _wire.endpoint(
            DeleteMarkIn,
            pooled.delete_mark,
            _wire.NOTHING,
            [_wire.Declared(MarkNotFound, "mark-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-seat",
        _wire.endpoint(
            DeleteSeatIn,
            pooled.delete_seat,
            _wire.NOTHING,
            [_wire.Declared(SeatNotFound, "seat-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-user",
        _wire.endpoint(
            DeleteUserIn,
            pooled.delete_user,
            _wire.NOTHING,
            [_wire.Declared(UserNotFound, "user-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-mark",
        _wire.endpoint(
            GetMarkIn,
            pooled.get_mark,
            _GET_MARK_OUT,
            [_wire.Declared(MarkNotFound, "mark-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-seat",
        _wire.endpoint(
            GetSeatIn,
            pooled.get_seat,
            _GET_SEAT_OUT,
            [_wire.Declared(SeatNotFound, "seat-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-user",
        _wire.endpoint(
            GetUserIn,
            pooled.get_user,
            _GET_USER_OUT,
            [_wire.Declared(UserNotFound, "user-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-marks",
        _wire.endpoint(ListMarksIn, pooled.list_marks, _LIST_MARKS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-seats",
        _wire.endpoint(ListSeatsIn, pooled.list_seats, _LIST_SEATS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-users",
        _wire.endpoint(ListUsersIn, pooled.list_users, _LIST_USERS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/update-seat",
        _wire.endpoint(
            UpdateSeatIn,
            pooled.update_seat,
            _UPDATE_SEAT_OUT,
            [
                _wire.Declared(SeatNotFound, "seat-not-found", 404),
                _wire.Declared(SeatTaken, "seat-taken", 409),
            ],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/update-user",
        _wire.endpoint(
            UpdateUserIn,
            pooled.update_user,
            _UPDATE_USER_OUT,
            [
                _wire.Declared(UserNotFound, "user-not-found", 404),
                _wire.Declared(UserTaken, "user-taken", 409),
            ],
        ),
        methods=["POST"],
    )
    _routes.serve(
        routes,
        "pooled",
        [
            _routes.Route(
                "GET",
                "/marks",
                "/rpc/list-marks",
                [_routes.Parameter("limit", "integer"), _routes.Parameter("cursor", "text")],
            ),
            _routes.Route("POST", "/marks", "/rpc/create-mark"),
            _routes.Route(
                "GET",
                "/seats",
                "/rpc/list-seats",
                [_routes.Parameter("limit", "integer"), _routes.Parameter("cursor", "text")],
            ),
            _routes.Route("POST", "/seats", "/rpc/create-seat"),
            _routes.Route(
                "GET",
                "/users",
                "/rpc/list-users",
                [_routes.Parameter("limit", "integer"), _routes.Parameter("cursor", "text")],
            ),
            _routes.Route("POST", "/users", "/rpc/create-user"),
            _routes.Route(
                "DELETE",
                "/marks/{name}",
                "/rpc/delete-mark",
                [_routes.Parameter("name", "text")],
            ),
            _routes.Route(
                "GET",
                "/marks/{name}",
                "/rpc/get-mark",
                [_routes.Parameter("name", "text")],
            ),
            _routes.Route(
                "DELETE",
                "/seats/{number}",
                "/rpc/delete-seat",
                [_routes.Parameter("number", "text")],
            ),
            _routes.Route(
                "GET",
                "/seats/{number}",
                "/rpc/get-seat",
                [_routes.Parameter("number", "text")],
            ),
            _routes.Route(
                "PATCH",
                "/seats/{number}",
                "/rpc/update-seat",
                [_routes.Parameter("number", "text")],
            ),
            _routes.Route(
                "DELETE",
                "/users/{id}",
                "/rpc/delete-user",
                [_routes.Parameter("id", "text")],
            ),
            _routes.Route("GET", "/users/{id}", "/rpc/get-user", [_routes.Parameter("id", "text")]),
            _routes.Route(
                "PATCH",
                "/users/{id}",
                "/rpc/update-user",
                [_routes.Parameter("id", "text")],
            ),
        ],
    )
    return routes


def app(pooled: Pooled) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="pooled", openapi_url=None)
    application.include_router(router(pooled))
    _wire.answer_absent(application, "pooled")
    return application


class Config(_bounds.Veiled, _wire.Model):
    """The settings of the service."""

    port: _wire.Port = 8080
    seats: _wire.U32 = 9
    database_url: Annotated[str, _bounds.SECRET, _wire.name("databaseUrl")]
    """The address of the database that things are kept in."""

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> Config:
        """Reads the environment; raises `ConfigError` with every problem at once."""
        return _wire.settings(
            cls,
            {"database_url": "DATABASE_URL"},
            {"port": "PORT", "seats": "SEATS"},
            environ,
        )


def open_database(config: Config) -> _postgresql.Database:
    """The database at `DATABASE_URL`, which every step to what it has to be was taken in."""
    steps = Path(__file__).with_name("generated_migrations.json")
    return _postgresql.Database.open(config.database_url, steps)


def serve(
    app: FastAPI,
    database: _postgresql.Database,
    config: Config,
    ready: _wire.Check | None = None,
) -> None:
    """Serves until it is told to stop, and prints `listening on <port>`.

    `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
    """
    _wire.serve(app, config.port, _tables.ready_with(database, ready))


def a_contact_by_mail(*, address: str = "address") -> ContactByMail:
    return ContactByMail(address=address)


def a_mark(*, name: str = "name") -> Mark:
    return Mark(name=name)


def a_seat(
    *,
    number: _wire.I64 = 1,
    taken: bool = False,
    ratio: float = 1.0,
    data: _wire.Bytes = b"",
    price: _wire.Decimal | None = None,
    free: _wire.Json = None,
    places: list[_wire.I32] | None = None,
    until: _wire.Timestamp | None = None,
) -> Seat:
    return Seat(
        number=number,
        taken=taken,
        ratio=ratio,
        data=data,
        price=_wire.given(price, lambda: _wire.decimal_of("1")),
        free=free,
        places=_wire.given(places, list),
        until=until,
    )


def a_user(
    *,
    id: _wire.Uuid | None = None,
    email_address: str = "email address",
    number: _wire.U64 = 1,
    plan: Plan = Plan.FREE,
    contact: Contact | None = None,
    nickname: str | None = None,
) -> User:
    return User(
        id=_wire.given(id, lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001")),
        email_address=email_address,
        number=number,
        plan=plan,
        contact=_wire.given(contact, a_contact_by_mail),
        nickname=nickname,
    )
