# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=9f49a62c1a79f6742ab68a0cdf99bcc802e9baca31be11634e6b07b5707a901b templates=d2cc14275ea9828b
"""The rules of the wire, shared by the stamped files of this service."""

from __future__ import annotations

import base64
import binascii
import decimal
import importlib
import json
import logging
import math
import os
import re
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID, uuid4

import httpx
import uvicorn
from fastapi import FastAPI, Request, Response
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    JsonValue,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    model_serializer,
)
from pydantic_core import CoreSchema, core_schema

Environ = Mapping[str, str]
Transport = httpx.AsyncBaseTransport
Endpoint = Callable[[Request], Awaitable[Response]]

_logger = logging.getLogger(__name__)

T = TypeVar("T")
In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out")
Failure = TypeVar("Failure", bound=BaseModel)


class Model(BaseModel):
    """What travels: unknown fields are ignored, names in code and on the wire are both taken."""

    model_config = ConfigDict(
        allow_inf_nan=False,
        extra="ignore",
        populate_by_name=True,
        protected_namespaces=(),
        strict=True,
        validate_assignment=True,
    )


class OpenEnum(str):
    """Known values over an open wire: a value that nobody knows here keeps its raw text."""

    @property
    def is_known(self) -> bool:
        """Whether the intent lists this value."""
        listed = (each for each in vars(type(self)).values() if isinstance(each, OpenEnum))
        return any(each == self for each in listed)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )


def _to_integer(value: object) -> object:
    """A 64-bit integer travels as a string of digits; a number is taken too."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,20}", value):
        return int(value)
    return value


def _to_bytes(value: object) -> object:
    """Base64 in either alphabet, with or without padding."""
    if not isinstance(value, str):
        return value
    plain = value.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("must be base64") from error


def _from_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _to_duration(value: object) -> object:
    """Seconds with up to nine decimals and an `s`; kept to the microsecond."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,9}))?s", value)
    if found is None:
        raise ValueError("must be a duration such as 1.5s")
    sign, seconds, decimals = found.groups()
    micros = int((decimals or "").ljust(6, "0")[:6])
    length = timedelta(seconds=int(seconds), microseconds=micros)
    return -length if sign else length


def _from_duration(value: timedelta) -> str:
    micros = value // timedelta(microseconds=1)
    seconds, rest = divmod(abs(micros), 1_000_000)
    decimals = f".{rest:06d}".rstrip("0").rstrip(".")
    return f"{'-' if micros < 0 else ''}{seconds}{decimals}s"


def _to_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _to_decimal(value: object) -> object:
    """A decimal travels as text: a JSON number would have lost digits on its way."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is None:
        raise ValueError("must be a decimal")
    return decimal.Decimal(value)


def _from_decimal(value: decimal.Decimal) -> str:
    return format(value, "f")


def _to_json(value: JsonValue) -> JsonValue:
    """NaN and infinities are no JSON, however deep they sit."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("must be a finite number")
    if isinstance(value, list):
        for item in value:
            _to_json(item)
    if isinstance(value, dict):
        for item in value.values():
            _to_json(item)
    return value


def name(wire: str) -> Any:
    """What a field is called on the wire, where that is not its name in code."""
    return Field(alias=wire)


def _is_absent(value: object) -> bool:
    return value is None


_digits = PlainSerializer(str, return_type=str, when_used="json")

I32 = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
Port = Annotated[int, Field(ge=0, le=65535)]
U32 = Annotated[int, Field(ge=0, le=2**32 - 1)]
I64 = Annotated[int, Field(ge=-(2**63), le=2**63 - 1), BeforeValidator(_to_integer), _digits]
U64 = Annotated[int, Field(ge=0, le=2**64 - 1), BeforeValidator(_to_integer), _digits]
Bytes = Annotated[
    bytes,
    BeforeValidator(_to_bytes),
    PlainSerializer(_from_bytes, return_type=str, when_used="json"),
]
Timestamp = Annotated[AwareDatetime, AfterValidator(_to_utc)]
Date = date
Duration = Annotated[
    timedelta,
    BeforeValidator(_to_duration),
    PlainSerializer(_from_duration, return_type=str, when_used="json"),
]
Decimal = Annotated[
    decimal.Decimal,
    BeforeValidator(_to_decimal),
    PlainSerializer(_from_decimal, return_type=str, when_used="json"),
]
Uuid = UUID
Json = Annotated[JsonValue, AfterValidator(_to_json)]
Maybe = Annotated[T | None, Field(exclude_if=_is_absent)]


class UnknownCase(BaseModel):
    """A case of a union that this version does not know; `raw` is what arrived."""

    type: Literal["unknown"] = "unknown"
    raw: dict[str, Json]

    @model_serializer
    def _as_it_came(self) -> dict[str, JsonValue]:
        return self.raw


def _to_unknown(value: object) -> object:
    return value if isinstance(value, UnknownCase) else {"raw": value}


class OneOf:
    """Tells the cases of a union apart by their `type`."""

    def __init__(self, cases: Mapping[str, type[BaseModel]]) -> None:
        self._cases = cases

    def _tag_of(self, value: Mapping[str, object] | BaseModel) -> str | None:
        given = value.get("type") if isinstance(value, Mapping) else getattr(value, "type", None)
        if not isinstance(given, str):
            return None
        return given if given in self._cases else "unknown"

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {tag: handler.generate_schema(case) for tag, case in self._cases.items()}
        unknown = handler.generate_schema(UnknownCase)
        choices["unknown"] = core_schema.no_info_before_validator_function(_to_unknown, unknown)
        return core_schema.tagged_union_schema(
            choices,
            self._tag_of,
            custom_error_type="case",
            custom_error_message="expected a case as `type`",
        )


class _Later:
    """A module that is loaded when it is asked for: stamped modules may need each other."""

    def __init__(self, package: str, name: str) -> None:
        self._module = f"{package}.{name}"

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(importlib.import_module(self._module), name)
        except AttributeError as error:
            # Pydantic takes this for a name that is declared further down, and waits for it.
            raise NameError(name) from error


def later(module: str, name: str) -> Any:
    """The neighbour of a module by its name, without loading it yet."""
    return _Later(module.rpartition(".")[0], name)


def made(make: Callable[[], Any]) -> Any:
    """A default that every instance gets for itself."""
    return Field(default_factory=make)


def given(value: T | None, make: Callable[[], T]) -> T:
    """The value, or a new one where none was given."""
    return make() if value is None else value


def uuid_of(text: str) -> UUID:
    return UUID(text)


def timestamp_of(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def date_of(text: str) -> date:
    return date.fromisoformat(text)


def duration_of(text: str) -> timedelta:
    return TypeAdapter[timedelta](Duration).validate_python(text)


def decimal_of(text: str) -> decimal.Decimal:
    return decimal.Decimal(text)


def bytes_of(text: str) -> bytes:
    return TypeAdapter[bytes](Bytes).validate_python(text)


def json_of(text: str) -> JsonValue:
    return TypeAdapter[JsonValue](Json).validate_json(text)


@dataclass(frozen=True)
class Ctx:
    """What a call carries besides its input."""

    request_id: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True)
class Declared:
    """How a declared error looks on the wire."""

    type: type[BaseModel]
    code: str
    status: int


class RemoteError(Exception):
    """Another service gave no answer, refused the input, or failed; `code` says which."""

    def __init__(self, service: str, status: int | None, code: str, message: str) -> None:
        super().__init__(f"{service}: {code}: {message}")
        self.service = service
        self.status = status
        self.code = code
        self.message = message


class ConfigError(Exception):
    """The environment lacks a setting or holds a wrong one; every problem is listed."""


class Shape(Generic[T]):
    """Reads and writes one type; built at the first use, when all modules are loaded."""

    def __init__(self, build: Callable[[], TypeAdapter[T]]) -> None:
        self._build = build
        self._built: TypeAdapter[T] | None = None

    @property
    def adapter(self) -> TypeAdapter[T]:
        if self._built is None:
            self._built = self._build()
        return self._built

    def read(self, text: str | bytes) -> T:
        return self.adapter.validate_json(text, by_alias=True, by_name=False)

    def write(self, value: T) -> bytes:
        return self.adapter.dump_json(value, by_alias=True, warnings="error")


def _nothing(_: object) -> None:
    return None


def _empty_object(_: object) -> dict[str, str]:
    return {}


NOTHING = Shape(
    lambda: TypeAdapter[None](
        Annotated[None, BeforeValidator(_nothing), PlainSerializer(_empty_object)]
    )
)
"""What an rpc without an output answers: an empty object."""


def endpoint(
    input_type: type[In],
    handle: Callable[[In, Ctx], Awaitable[Any]],
    output: Shape[Any],
    errors: Sequence[Declared],
) -> Endpoint:
    """Serves one rpc: reads its input, calls the handler, writes what that returns."""

    async def answer(request: Request) -> Response:
        ctx = _ctx_of(request)
        try:
            given = _read(input_type, await request.body())
        except ValidationError as error:
            return _invalid(ctx, error)
        try:
            result = await handle(given, ctx)
            for declared in errors:
                if isinstance(result, declared.type):
                    message = declared.code.replace("-", " ")
                    details = result.model_dump(mode="json", by_alias=True, warnings="error")
                    return _failed(ctx, declared.status, declared.code, message, details)
            return _json(ctx, 200, output.write(result))
        except Exception:
            _logger.exception("request %s to %s failed", ctx.request_id, request.url.path)
            return _broke(ctx)

    return answer


def listener(
    kind: str, event_type: type[In], handlers: Sequence[Callable[[In, Ctx], Awaitable[None]]]
) -> Endpoint:
    """Takes one kind of CloudEvent and hands its data to each handler in turn."""

    async def answer(request: Request) -> Response:
        ctx = _ctx_of(request)
        try:
            envelope = _Envelope.model_validate_json(await request.body())
            if envelope.type != kind:
                said = f"expected an event of type {kind}"
                return _failed(ctx, 400, "invalid-argument", said, {})
            event = _read(event_type, json.dumps(envelope.data))
        except ValidationError as error:
            return _invalid(ctx, error)
        try:
            for handle in handlers:
                await handle(event, ctx)
        except Exception:
            _logger.exception("request %s to %s failed", ctx.request_id, request.url.path)
            return _broke(ctx)
        return Response(status_code=204, headers={"x-request-id": ctx.request_id})

    return answer


def health(service: str) -> Endpoint:
    """Answers that the service is up."""

    async def answer(request: Request) -> Response:
        return _json(_ctx_of(request), 200, json.dumps({"status": "ok", "service": service}))

    return answer


def answer_absent(app: FastAPI, service: str) -> None:
    """Lets the service answer where there is nothing at a path, or nothing for this method."""

    async def answer(request: Request, _: Exception) -> Response:
        said = f"{service} has nothing at {request.url.path}"
        return _failed(_ctx_of(request), 404, "not-found", said, {})

    for status in (404, 405):
        app.add_exception_handler(status, answer)


class Remote:
    """Calls one service over HTTP; declared errors come back as values."""

    def __init__(
        self, service: str, url: str, timeout_seconds: float, transport: Transport | None
    ) -> None:
        self._service = service
        self._url = url.rstrip("/")
        self._http = httpx.AsyncClient(timeout=timeout_seconds, transport=transport)

    async def close(self) -> None:
        await self._http.aclose()

    async def ask(self, path: str, given: BaseModel, ctx: Ctx | None, output: Shape[Out]) -> Out:
        """Calls an rpc that declares no errors."""
        status, body = await self._post(path, given, ctx)
        if status != 200:
            raise self._refused(status, body)
        return self._read(output, body)

    async def ask_or(
        self,
        path: str,
        given: BaseModel,
        ctx: Ctx | None,
        output: Shape[Out],
        errors: Mapping[str, type[Failure]],
    ) -> Out | Failure:
        """Calls an rpc whose declared errors are among its answers."""
        status, body = await self._post(path, given, ctx)
        if status == 200:
            return self._read(output, body)
        refused = self._refused(status, body)
        failure = errors.get(refused.code)
        if failure is None:
            raise refused
        return self._read_failure(failure, body)

    async def tell(self, path: str, body: bytes, ctx: Ctx | None) -> None:
        """Posts an event; an address that does not listen to it answers 404, which is no error."""
        status, answer = await self._send(path, body, ctx, "application/cloudevents+json")
        if status != 404 and not 200 <= status < 300:
            raise self._refused(status, answer)

    async def _post(self, path: str, given: BaseModel, ctx: Ctx | None) -> tuple[int, bytes]:
        body = given.model_dump_json(by_alias=True, warnings="error").encode()
        return await self._send(path, body, ctx, "application/json")

    async def _send(
        self, path: str, body: bytes, ctx: Ctx | None, content_type: str
    ) -> tuple[int, bytes]:
        headers = {"content-type": content_type, "x-request-id": (ctx or Ctx()).request_id}
        try:
            answer = await self._http.post(self._url + path, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise RemoteError(self._service, None, "unreachable", repr(error)) from error
        return answer.status_code, answer.content

    def _read(self, output: Shape[Out], body: bytes) -> Out:
        try:
            return output.read(body)
        except ValidationError as error:
            raise RemoteError(self._service, 200, "unreadable", str(error)) from error

    def _read_failure(self, failure: type[Failure], body: bytes) -> Failure:
        try:
            return _read(failure, json.dumps(json.loads(body)["error"].get("details") or {}))
        except ValidationError as error:
            raise RemoteError(self._service, None, "unreadable", str(error)) from error

    def _refused(self, status: int, body: bytes) -> RemoteError:
        try:
            refusal = _Refusal.model_validate_json(body).error
        except ValidationError:
            text = body.decode("utf-8", errors="replace")[:200]
            return RemoteError(self._service, status, "unreadable", text)
        return RemoteError(self._service, status, refusal.code, refusal.message)


class Outbox:
    """Sends events to every address that wants them."""

    def __init__(self, service: str, urls: Sequence[str], transport: Transport | None) -> None:
        self._service = service
        self._remotes = [Remote(url, url, 10.0, transport) for url in urls]

    async def send(self, event: str, data: BaseModel, ctx: Ctx | None) -> None:
        """Tries every address, then raises the first `RemoteError` where one did not take it."""
        envelope = {
            "specversion": "1.0",
            "id": str(uuid4()),
            "type": f"{self._service}/{event}",
            "source": self._service,
            "time": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "data": data.model_dump(mode="json", by_alias=True, warnings="error"),
        }
        body = json.dumps(envelope, allow_nan=False).encode()
        failures: list[RemoteError] = []
        for remote in self._remotes:
            try:
                await remote.tell(f"/events/{self._service}/{event}", body, ctx)
            except RemoteError as error:
                failures.append(error)
        if failures:
            raise failures[0]

    async def close(self) -> None:
        for remote in self._remotes:
            await remote.close()


def address(variable: str, environ: Environ | None = None) -> str:
    """The address of a service from the environment; raises `ConfigError` where it is missing."""
    found = (os.environ if environ is None else environ).get(variable, "")
    if not found.startswith(("http://", "https://")):
        raise ConfigError(f"{variable} must hold an http address")
    return found


def addresses(environ: Environ | None = None) -> list[str]:
    """The addresses in `EVENTS_URL`, separated by commas; none where it is not set."""
    found = (os.environ if environ is None else environ).get("EVENTS_URL", "")
    return [each.strip() for each in found.split(",") if each.strip()]


def settings(
    kind: type[In],
    words: Mapping[str, str],
    literals: Mapping[str, str],
    environ: Environ | None = None,
) -> In:
    """Reads settings from the environment; raises `ConfigError` with every problem at once.

    Both maps go from a field to its variable: words are taken as they stand, literals are JSON.
    """
    given = os.environ if environ is None else environ
    variables = {**words, **literals}
    values: dict[str, Any] = {key: given[name] for key, name in words.items() if name in given}
    problems: list[str] = []
    for key, name in literals.items():
        try:
            if name in given:
                values[key] = json.loads(given[name])
        except ValueError:
            problems.append(f"{name}: must be JSON")
    try:
        return kind.model_validate_json(json.dumps(values), by_alias=False, by_name=True)
    except ValidationError as error:
        for each in error.errors():
            name = variables[str(each["loc"][0])]
            if not any(problem.startswith(f"{name}:") for problem in problems):
                problems.append(f"{name}: {each['msg']}")
        raise ConfigError("; ".join(problems)) from error


def serve(app: FastAPI, port: int) -> None:
    """Serves until it is told to stop; the line `listening on <port>` says where."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("0.0.0.0", port))
        listening.listen(128)
        print(f"listening on {listening.getsockname()[1]}", flush=True)
        if threading.current_thread() is threading.main_thread():
            # The server hands the signal on when it is done; being asked to stop is no failure.
            for each in (signal.SIGTERM, signal.SIGINT):
                signal.signal(each, _leave)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        server.run(sockets=[listening])


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)


class _Envelope(BaseModel):
    type: str
    data: JsonValue = None


class _RefusalBody(BaseModel):
    code: str
    message: str = ""


class _Refusal(BaseModel):
    error: _RefusalBody


def _read(kind: type[In], text: str | bytes) -> In:
    return kind.model_validate_json(text, by_alias=True, by_name=False)


def _ctx_of(request: Request) -> Ctx:
    given = request.headers.get("x-request-id", "")
    return Ctx(given) if re.fullmatch(r"[!-~]{1,200}", given) else Ctx()


def _json(ctx: Ctx, status: int, body: str | bytes) -> Response:
    headers = {"x-request-id": ctx.request_id}
    return Response(body, status, headers, media_type="application/json")


def _failed(ctx: Ctx, status: int, code: str, message: str, details: object) -> Response:
    error = {"code": code, "message": message, "details": details}
    return _json(ctx, status, json.dumps({"error": error}, allow_nan=False))


def _invalid(ctx: Ctx, error: ValidationError) -> Response:
    problems = [
        {"at": ".".join(str(step) for step in each["loc"]), "message": each["msg"]}
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    said = "; ".join(f"{each['at']}: {each['message']}" for each in problems)
    return _failed(ctx, 400, "invalid-argument", said, {"problems": problems})


def _broke(ctx: Ctx) -> Response:
    details = {"requestId": ctx.request_id}
    return _failed(ctx, 500, "internal", "internal error", details)
