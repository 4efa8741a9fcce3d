# Stamped by Flywheel from the intent of `kept`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=kept digest=… templates=…
"""The service kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, FastAPI

from . import generated_forms as _forms
from . import generated_pages as _pages
from . import generated_patches as _patches
from . import generated_routes as _routes
from . import generated_stores as _stores
from . import generated_wire as _wire

ConfigError = _wire.ConfigError
Ctx = _wire.Ctx
RemoteError = _wire.RemoteError


class RoomMark(_wire.Model):
    type_: Annotated[_wire.I32, _wire.name("type")]


class Seat(_wire.Model):
    row: str
    seats: Annotated[_wire.I64, _forms.key("seats", "places", writes="places")]


class User(_wire.Model):
    """A person with an account."""

    id: _wire.Uuid
    email: str
    number: _wire.U64
    nickname: _wire.Maybe[str] = None


class SeatPatch(_wire.Model):
    """What of `Seat` is to change; what is unset stays as it is."""

    seats: Annotated[_patches.Sent[_wire.I64], _forms.key("seats", "places", writes="places")] = (
        _patches.UNSET
    )


def apply_seat_patch(value: Seat, patch: SeatPatch) -> Seat:
    """`Seat` as it is after a patch."""
    return _patches.applied(value, patch)


class UserPatch(_wire.Model):
    """What of `User` is to change; what is unset stays as it is."""

    email: _patches.Sent[str] = _patches.UNSET
    number: _patches.Sent[_wire.U64] = _patches.UNSET
    nickname: _patches.Sent[str | None] = _patches.UNSET


def apply_user_patch(value: User, patch: UserPatch) -> User:
    """`User` as it is after a patch."""
    return _patches.applied(value, patch)


class RoomMarkNotFound(_wire.Model):
    """There is no such RoomMark."""

    type_: Annotated[_wire.I32, _wire.name("type")]


class RoomMarkTaken(_wire.Model):
    """Another RoomMark has the same value in this field."""

    field: str


class SeatNotFound(_wire.Model):
    row: str


class SeatTaken(_wire.Model):
    """Another Seat has the same value in this field."""

    field: str


class UserNotFound(_wire.Model):
    """There is no such User."""

    id: _wire.Uuid


class UserTaken(_wire.Model):
    """Another User has the same value in this field."""

    field: str


class CreateRoomMarkIn(_wire.Model):
    type_: Annotated[_wire.I32, _wire.name("type")]


class CreateSeatIn(_wire.Model):
    row: str
    seats: Annotated[_wire.I64, _forms.key("seats", "places", writes="places")]


class CreateUserIn(_wire.Model):
    id: _wire.Maybe[_wire.Uuid] = None
    email: str
    number: _wire.U64
    nickname: _wire.Maybe[str] = None


class DeleteRoomMarkIn(_wire.Model):
    type_: Annotated[_wire.I32, _wire.name("type")]


class DeleteSeatIn(_wire.Model):
    row: str


class DeleteUserIn(_wire.Model):
    id: _wire.Uuid


class GetRoomMarkIn(_wire.Model):
    type_: Annotated[_wire.I32, _wire.name("type")]


class GetSeatIn(_wire.Model):
    row: str


class GetUserIn(_wire.Model):
    id: _wire.Uuid


class ListRoomMarksIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class ListSeatsIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class ListUsersIn(_wire.Model):
    limit: Annotated[_wire.U32, _wire.Field(ge=1, le=500)] = 50
    cursor: _wire.Maybe[str] = None


class UpdateSeatIn(_wire.Model):
    row: str
    change: SeatPatch


class UpdateUserIn(_wire.Model):
    id: _wire.Uuid
    change: UserPatch


class Kept(ABC):
    """What people implement: the rpcs and listeners of `kept`."""

    @abstractmethod
    async def create_room_mark(self, input: CreateRoomMarkIn, ctx: Ctx) -> RoomMark | RoomMarkTaken:
        """Makes one RoomMark."""
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
    async def delete_room_mark(self, input: DeleteRoomMarkIn, ctx: Ctx) -> RoomMarkNotFound | None:
        """Takes one RoomMark away."""
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
    async def get_room_mark(self, input: GetRoomMarkIn, ctx: Ctx) -> RoomMark | RoomMarkNotFound:
        """Finds one RoomMark."""
        ...

    @abstractmethod
    async def get_seat(self, input: GetSeatIn, ctx: Ctx) -> Seat | SeatNotFound: ...

    @abstractmethod
    async def get_user(self, input: GetUserIn, ctx: Ctx) -> User | UserNotFound:
        """Finds one User."""
        ...

    @abstractmethod
    async def list_room_marks(self, input: ListRoomMarksIn, ctx: Ctx) -> _pages.Page[RoomMark]:
        """Lists every RoomMark, in the order of their keys as text."""
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


_CREATE_ROOM_MARK_OUT = _wire.Shape(lambda: _wire.TypeAdapter(RoomMark))
_CREATE_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_CREATE_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))
_GET_ROOM_MARK_OUT = _wire.Shape(lambda: _wire.TypeAdapter(RoomMark))
_GET_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_GET_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))
_LIST_ROOM_MARKS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[RoomMark]))
_LIST_SEATS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[Seat]))
_LIST_USERS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(_pages.Page[User]))
_UPDATE_SEAT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Seat))
_UPDATE_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(User))


def _key_of_room_mark(value: RoomMark) -> str:
    return str(value.type_)


def _unique_of_room_mark(value: RoomMark) -> Mapping[str, str]:
    return {}


_ROOM_MARK_KEPT = _stores.Kept(_key_of_room_mark, _unique_of_room_mark)


def room_mark_memory() -> _stores.Store[RoomMark]:
    """Keeps every `RoomMark` in the process's own memory."""
    return _stores.MemoryStore(_ROOM_MARK_KEPT)


@dataclass
class RoomMarkHandlers:
    """Answers the rpcs of `RoomMark` from a store; by default the process's own memory."""

    room_mark_store: _stores.Store[RoomMark] = field(default_factory=room_mark_memory)

    async def create_room_mark(self, input: CreateRoomMarkIn, ctx: Ctx) -> RoomMark | RoomMarkTaken:
        value = RoomMark(type_=input.type_)
        result = await self.room_mark_store.insert(value)
        return RoomMarkTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def get_room_mark(self, input: GetRoomMarkIn, ctx: Ctx) -> RoomMark | RoomMarkNotFound:
        found = await self.room_mark_store.find(str(input.type_))
        return RoomMarkNotFound(type_=input.type_) if found is None else found

    async def delete_room_mark(self, input: DeleteRoomMarkIn, ctx: Ctx) -> RoomMarkNotFound | None:
        found = await self.room_mark_store.delete(str(input.type_))
        return None if found else RoomMarkNotFound(type_=input.type_)

    async def list_room_marks(self, input: ListRoomMarksIn, ctx: Ctx) -> _pages.Page[RoomMark]:
        return await _stores.page_of(
            self.room_mark_store,
            _ROOM_MARK_KEPT,
            input.cursor,
            input.limit,
        )


def _key_of_seat(value: Seat) -> str:
    return str(value.row)


def _unique_of_seat(value: Seat) -> Mapping[str, str]:
    return {}


_SEAT_KEPT = _stores.Kept(_key_of_seat, _unique_of_seat)


def seat_memory() -> _stores.Store[Seat]:
    """Keeps every `Seat` in the process's own memory."""
    return _stores.MemoryStore(_SEAT_KEPT)


@dataclass
class SeatHandlers:
    """Answers the rpcs of `Seat` from a store; by default the process's own memory."""

    seat_store: _stores.Store[Seat] = field(default_factory=seat_memory)

    async def create_seat(self, input: CreateSeatIn, ctx: Ctx) -> Seat | SeatTaken:
        value = Seat(row=input.row, seats=input.seats)
        result = await self.seat_store.insert(value)
        return SeatTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def update_seat(self, input: UpdateSeatIn, ctx: Ctx) -> Seat | SeatNotFound | SeatTaken:
        def changed(value: Seat) -> Seat:
            return apply_seat_patch(value, input.change)

        result = await self.seat_store.update(str(input.row), changed)
        if result is None:
            return SeatNotFound(row=input.row)
        return SeatTaken(field=result.field) if isinstance(result, _stores.Taken) else result

    async def delete_seat(self, input: DeleteSeatIn, ctx: Ctx) -> SeatNotFound | None:
        found = await self.seat_store.delete(str(input.row))
        return None if found else SeatNotFound(row=input.row)

    async def list_seats(self, input: ListSeatsIn, ctx: Ctx) -> _pages.Page[Seat]:
        return await _stores.page_of(self.seat_store, _SEAT_KEPT, input.cursor, input.limit)


def _key_of_user(value: User) -> str:
    return str(value.id)


def _unique_of_user(value: User) -> Mapping[str, str]:
    return {"email": str(value.email), "number": str(value.number)}


_USER_KEPT = _stores.Kept(_key_of_user, _unique_of_user)


def user_memory() -> _stores.Store[User]:
    """Keeps every `User` in the process's own memory."""
    return _stores.MemoryStore(_USER_KEPT)


@dataclass
class UserHandlers:
    """Answers the rpcs of `User` from a store; by default the process's own memory."""

    user_store: _stores.Store[User] = field(default_factory=user_memory)

    async def create_user(self, input: CreateUserIn, ctx: Ctx) -> User | UserTaken:
        value = User(
            id=input.id or uuid4(),
            email=input.email,
            number=input.number,
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


def router(kept: Kept) -> APIRouter:
    """The routes of the service over an implementation of it."""
    routes = APIRouter()
    routes.add_api_route("/health", _wire.health("kept"), methods=["GET"])
    routes.add_api_route("/ready", _wire.ready, methods=["GET"])
    routes.add_api_route(
        "/rpc/create-room-mark",
        _wire.endpoint(
            CreateRoomMarkIn,
            kept.create_room_mark,
            _CREATE_ROOM_MARK_OUT,
            [_wire.Declared(RoomMarkTaken, "room-mark-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/create-seat",
        _wire.endpoint(
            CreateSeatIn,
            kept.create_seat,
            _CREATE_SEAT_OUT,
            [_wire.Declared(SeatTaken, "seat-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/create-user",
        _wire.endpoint(
            CreateUserIn,
            kept.create_user,
            _CREATE_USER_OUT,
            [_wire.Declared(UserTaken, "user-taken", 409)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-room-mark",
        _wire.endpoint(
            DeleteRoomMarkIn,
            kept.delete_room_mark,
            _wire.NOTHING,
            [_wire.Declared(RoomMarkNotFound, "room-mark-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-seat",
        _wire.endpoint(
            DeleteSeatIn,
            kept.delete_seat,
            _wire.NOTHING,
            [_wire.Declared(SeatNotFound, "seat-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/delete-user",
        _wire.endpoint(
            DeleteUserIn,
            kept.delete_user,
            _wire.NOTHING,
            [_wire.Declared(UserNotFound, "user-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-room-mark",
        _wire.endpoint(
            GetRoomMarkIn,
            kept.get_room_mark,
            _GET_ROOM_MARK_OUT,
            [_wire.Declared(RoomMarkNotFound, "room-mark-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-seat",
        _wire.endpoint(
            GetSeatIn,
            kept.get_seat,
            _GET_SEAT_OUT,
            [_wire.Declared(SeatNotFound, "seat-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/get-user",
        _wire.endpoint(
            GetUserIn,
            kept.get_user,
            _GET_USER_OUT,
            [_wire.Declared(UserNotFound, "user-not-found", 404)],
        ),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-room-marks",
        _wire.endpoint(ListRoomMarksIn, kept.list_room_marks, _LIST_ROOM_MARKS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-seats",
        _wire.endpoint(ListSeatsIn, kept.list_seats, _LIST_SEATS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/list-users",
        _wire.endpoint(ListUsersIn, kept.list_users, _LIST_USERS_OUT, []),
        methods=["POST"],
    )
    routes.add_api_route(
        "/rpc/update-seat",
        _wire.endpoint(
            UpdateSeatIn,
            kept.update_seat,
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
            kept.update_user,
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
        "kept",
        [
            _routes.Route(
                "GET",
                "/marks",
                "/rpc/list-room-marks",
                [_routes.Parameter("limit", "integer"), _routes.Parameter("cursor", "text")],
            ),
            _routes.Route("POST", "/marks", "/rpc/create-room-mark"),
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
                "/marks/{type}",
                "/rpc/delete-room-mark",
                [_routes.Parameter("type", "integer")],
            ),
            _routes.Route(
                "GET",
                "/marks/{type}",
                "/rpc/get-room-mark",
                [_routes.Parameter("type", "integer")],
            ),
            _routes.Route(
                "DELETE",
                "/seats/{row}",
                "/rpc/delete-seat",
                [_routes.Parameter("row", "text")],
            ),
            _routes.Route(
                "PATCH",
                "/seats/{row}",
                "/rpc/update-seat",
                [_routes.Parameter("row", "text")],
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


def app(kept: Kept) -> FastAPI:
    """The service as an ASGI application."""
    application = FastAPI(title="kept", openapi_url=None)
    application.include_router(router(kept))
    _wire.answer_absent(application, "kept")
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


def a_room_mark(*, type_: _wire.I32 = 1) -> RoomMark:
    return RoomMark(type_=type_)


def a_seat(*, row: str = "row", seats: _wire.I64 = 1) -> Seat:
    return Seat(row=row, seats=seats)


def a_user(
    *,
    id: _wire.Uuid | None = None,
    email: str = "email",
    number: _wire.U64 = 1,
    nickname: str | None = None,
) -> User:
    return User(
        id=_wire.given(id, lambda: _wire.uuid_of("00000000-0000-4000-8000-000000000001")),
        email=email,
        number=number,
        nickname=nickname,
    )
