# Stamped by Flywheel from the intent of `stock`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=stock digest=77694a980207f6c2220885762229bfe1ce069f9eac7b69a9669f1805c7538e8e templates=db387c6c339653b8
"""The rules of the wire, shared by the stamped files of this service."""

from __future__ import annotations

import asyncio
import base64
import binascii
import decimal
import importlib
import json
import logging
import math
import os
import re
import secrets
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import FrameType
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
    ValidationInfo,
    model_serializer,
)
from pydantic_core import CoreSchema, InitErrorDetails, core_schema

Environ = Mapping[str, str]
Transport = httpx.AsyncBaseTransport
Endpoint = Callable[[Request], Awaitable[Response]]
Check = Callable[[], Awaitable[bool]]

_logger = logging.getLogger(__name__)
_logger.addHandler(logging.NullHandler())

T = TypeVar("T")
In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out")
Failure = TypeVar("Failure", bound=BaseModel)


class Model(BaseModel):
    """What travels: unknown fields are ignored, names in code and on the wire are both taken."""

    model_config = ConfigDict(
        allow_inf_nan=False,
        extra="ignore",
        hide_input_in_errors=True,
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


_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,19}")
_SAFE_MAX = 2**53 - 1
"""The greatest integer that every reader of JSON's numbers has exactly."""


def _to_integer(value: object, info: ValidationInfo) -> object:
    """A 64-bit integer travels as a string of digits in their one spelling.

    A number is taken too, where every reader has it exactly.
    """
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int) and abs(value) > _SAFE_MAX and info.mode == "json":
        raise ValueError("must be written as a string")
    return value


def _to_key(value: object) -> object:
    """An integer as the key of a map, in its one spelling."""
    if not isinstance(value, str):
        return value
    if _INTEGER.fullmatch(value) is None:
        raise ValueError("must be an integer")
    return int(value)


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


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    rf"{_DAY.pattern}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(?:Z|[-+](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


def _to_date(value: object) -> object:
    """A date in its one spelling; Pydantic alone takes a number of seconds for one, too."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        raise ValueError("must be a date such as 2026-01-31") from None


def _to_timestamp(value: object) -> object:
    """A moment of the years 1 to 9999, in UTC as well; kept to the microsecond."""
    if not isinstance(value, str):
        return value
    try:
        return _to_utc(datetime.fromisoformat(value if _MOMENT.fullmatch(value) else ""))
    except (OverflowError, ValueError):
        raise ValueError("must be a timestamp such as 2026-01-31T12:00:00Z") from None


def _to_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def _to_decimal(value: object) -> object:
    """A decimal travels as text: a JSON number would have lost digits on its way."""
    if not isinstance(value, str):
        return value
    if _DECIMAL.fullmatch(value) is None:
        raise ValueError("must be a decimal")
    return decimal.Decimal(value)


def _in_96_bits(value: decimal.Decimal) -> decimal.Decimal:
    """Digits of at most 96 bits, 28 of them behind the point: what every language holds exactly."""
    text = _from_decimal(value)
    if len(text) > 28:
        _, _, part = text.partition(".")
        if len(part) > 28 or int(re.sub("[-.]", "", text)) >= 2**96:
            raise ValueError("must be a decimal of at most 28 digits")
    return value


def _from_decimal(value: decimal.Decimal) -> str:
    """Its digits; zero has no sign."""
    return format(value if value else abs(value), "f")


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
KeyI32 = Annotated[int, Field(ge=-(2**31), le=2**31 - 1), BeforeValidator(_to_key)]
KeyU32 = Annotated[int, Field(ge=0, le=2**32 - 1), BeforeValidator(_to_key)]
Bytes = Annotated[
    bytes,
    BeforeValidator(_to_bytes),
    PlainSerializer(_from_bytes, return_type=str, when_used="json"),
]
Timestamp = Annotated[AwareDatetime, BeforeValidator(_to_timestamp), AfterValidator(_to_utc)]
Date = Annotated[date, BeforeValidator(_to_date)]
Duration = Annotated[
    timedelta,
    BeforeValidator(_to_duration),
    PlainSerializer(_from_duration, return_type=str, when_used="json"),
]
Decimal = Annotated[
    decimal.Decimal,
    BeforeValidator(_to_decimal),
    AfterValidator(_in_96_bits),
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


_CASE = "\0"
"""What pydantic says of a case on the way to what is wrong in it begins with this."""
_UNKNOWN = f"{_CASE}unknown"


class OneOf:
    """Tells the cases of a union apart by their `type`."""

    def __init__(self, cases: Mapping[str, type[BaseModel]]) -> None:
        self._cases = cases

    def _tag_of(self, value: Mapping[str, object] | BaseModel) -> str | None:
        given = value.get("type") if isinstance(value, Mapping) else getattr(value, "type", None)
        if not isinstance(given, str):
            return None
        return _CASE + given if given in self._cases else _UNKNOWN

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler.generate_schema
        choices = {_CASE + tag: schema(case) for tag, case in self._cases.items()}
        unknown = schema(UnknownCase)
        choices[_UNKNOWN] = core_schema.no_info_before_validator_function(_to_unknown, unknown)
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


_traceparent = re.compile(
    r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?"
)


@dataclass(frozen=True)
class Trace:
    """A span of a trace as W3C's `traceparent` names it; what a call causes stands below it."""

    trace_id: str
    span_id: str
    sampled: bool
    """Whether the trace is kept: whoever began it says so."""

    @classmethod
    def below(cls, parent: Trace | None) -> Trace:
        """A new span below another one, or the first of a new trace."""
        if parent is None:
            return cls(secrets.token_hex(16), secrets.token_hex(8), True)
        return cls(parent.trace_id, secrets.token_hex(8), parent.sampled)

    @classmethod
    def read(cls, header: str) -> Trace | None:
        """The span that `traceparent` names; one that is malformed counts as none."""
        found = _traceparent.fullmatch(header)
        if found is None or (found[1] == "00" and found[5] is not None):
            return None
        return cls(found[2], found[3], int(found[4], 16) % 2 == 1)

    def write(self) -> str:
        """The header that passes it on."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"


@dataclass(frozen=True)
class Ctx:
    """What a call carries besides its input."""

    request_id: str = field(default_factory=lambda: str(uuid4()))
    trace: Trace = field(default_factory=lambda: Trace.below(None), compare=False)


@dataclass(frozen=True)
class Span:
    """A piece of work that is done, as a collector of traces is told of it."""

    trace: Trace
    parent: Trace | None
    name: str
    kind: Literal["server", "client", "producer"]
    start_ns: int
    end_ns: int
    failed: bool
    attributes: Mapping[str, str | int]


async def _always() -> bool:
    return True


@dataclass
class _State:
    """What the process serves and what it tells of that: nothing until `serve` is called."""

    service: str = ""
    stopping: bool = False
    ready: Check = _always
    record: Callable[[Span], None] | None = None


_state = _State()


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
        def read(given: bytes) -> T:
            return self.adapter.validate_json(given, by_alias=True, by_name=False)

        return _parse(read, text)

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
        async def work(ctx: Ctx) -> Response:
            try:
                given = read_as(input_type, await request.body())
            except ValidationError as error:
                return invalid(error)
            result = await handled(handle(given, ctx))
            for declared in errors:
                if isinstance(result, declared.type):
                    message = declared.code.replace("-", " ")
                    details = result.model_dump(mode="json", by_alias=True, warnings="error")
                    return refusal(declared.status, declared.code, message, details)
            return _json(200, output.write(result))

        path: str = request.path_params.get("rpc", request.url.path)
        return await respond(request, path.rpartition("/")[2], work)

    return answer


def listener(
    kind: str, event_type: type[In], handlers: Sequence[Callable[[In, Ctx], Awaitable[None]]]
) -> Endpoint:
    """Takes one kind of CloudEvent and hands its data to each handler in turn."""

    async def answer(request: Request) -> Response:
        async def work(ctx: Ctx) -> Response:
            try:
                envelope = _Envelope.model_validate_json(await request.body())
                if envelope.type != kind:
                    said = f"expected an event of type {kind}"
                    return refusal(400, "invalid-argument", said, {})
            except ValidationError as error:
                return invalid(error)
            try:
                event = read_as(event_type, json.dumps(envelope.data))
            except ValidationError as error:
                return invalid(error, "data")
            for handle in handlers:
                await handled(handle(event, ctx))
            return Response(status_code=204)

        return await respond(request, kind, work)

    return answer


async def handled(work: Awaitable[Out]) -> Out:
    """Awaits what people wrote: that it was cancelled, which nobody asked for, is a failure."""
    try:
        return await work
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling() > 0:
            raise
        raise RuntimeError("cancelled by itself") from error


async def respond(
    request: Request, rpc: str | None, work: Callable[[Ctx], Awaitable[Response]]
) -> Response:
    """Runs one request: what is raised is a 500 that names its id, and a line and a span tell of it.

    `rpc` is what is called, where that is more than a path.
    """
    start_ns = time.time_ns()
    parent = Trace.read(request.headers.get("traceparent", ""))
    ctx = Ctx(_request_id_of(request), Trace.below(parent))
    method, path = request.method, request.url.path

    def told(status: int) -> dict[str, dict[str, str | float]]:
        fields: dict[str, str | float] = {
            "method": method,
            "path": path,
            "status": status,
            "milliseconds": (time.time_ns() - start_ns) // 1_000 / 1_000,
            "requestId": ctx.request_id,
            "traceId": ctx.trace.trace_id,
        }
        return {"told": fields if rpc is None else {**fields, "rpc": rpc}}

    try:
        response = await work(ctx)
        _logger.info("%s %s", method, path, extra=told(response.status_code))
    except Exception:
        response = refusal(500, "internal", "internal error", {"requestId": ctx.request_id})
        _logger.exception("%s %s failed", method, path, extra=told(500))
    response.headers["x-request-id"] = ctx.request_id
    end_ns, status = time.time_ns(), response.status_code
    if _state.record is not None:
        name = method if rpc is None else f"{method} {path}"
        attributes = {
            "http.request.method": method,
            "url.path": path,
            "http.response.status_code": status,
        }
        failed = status >= 500
        span = Span(ctx.trace, parent, name, "server", start_ns, end_ns, failed, attributes)
        _state.record(span)
    return response


def is_stopping() -> bool:
    """Whether the process was told to end."""
    return _state.stopping


def log_error(error: str) -> None:
    """Writes a line about what went wrong outside of every request."""
    _logger.error("%s", error)


class _Lines(logging.Formatter):
    """One line of JSON for each request, and for what goes wrong beside them."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "service": _state.service,
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        elif record.levelno >= logging.ERROR:
            line["error"] = record.getMessage()
        return json.dumps(line, ensure_ascii=False)


def health(service: str) -> Endpoint:
    """Answers that the service is up."""
    _state.service = service

    async def answer(request: Request) -> Response:
        return _probed(request, 200, "ok")

    return answer


async def ready(request: Request) -> Response:
    """Answers whether the service takes requests; a check that raises says no, and is logged."""
    try:
        takes = not _state.stopping and await _state.ready()
    except Exception:
        _logger.exception("the check of readiness failed", extra={"told": {"path": "/ready"}})
        takes = False
    return _probed(request, 200, "ready") if takes else _probed(request, 503, "unready")


def _probed(request: Request, status: int, said: str) -> Response:
    """Answers who asks whether the service is up: often, so that nothing else tells of it."""
    response = _json(status, json.dumps({"status": said, "service": _state.service}))
    response.headers["x-request-id"] = _request_id_of(request)
    return response


def answer_absent(app: FastAPI, service: str) -> None:
    """Lets the service answer where there is nothing at a path, or nothing for this method."""

    async def answer(request: Request, _: Exception) -> Response:
        async def work(ctx: Ctx) -> Response:
            said = f"{service} has nothing at {request.url.path}"
            return refusal(404, "not-found", said, {})

        return await respond(request, None, work)

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
        kind = "application/cloudevents+json"
        status, answer = await self._send(path, body, ctx, kind, "producer")
        if status != 404 and not 200 <= status < 300:
            raise self._refused(status, answer)

    async def _post(self, path: str, given: BaseModel, ctx: Ctx | None) -> tuple[int, bytes]:
        body = given.model_dump_json(by_alias=True, warnings="error").encode()
        return await self._send(path, body, ctx, "application/json", "client")

    async def _send(
        self,
        path: str,
        body: bytes,
        ctx: Ctx | None,
        content_type: str,
        kind: Literal["client", "producer"],
    ) -> tuple[int, bytes]:
        start_ns = time.time_ns()
        parent = None if ctx is None else ctx.trace
        trace = Trace.below(parent)
        headers = {
            "content-type": content_type,
            "x-request-id": (ctx or Ctx()).request_id,
            "traceparent": trace.write(),
        }
        status = 0
        try:
            answer = await self._http.post(self._url + path, content=body, headers=headers)
            status = answer.status_code
        except httpx.HTTPError as error:
            raise RemoteError(self._service, None, "unreachable", repr(error)) from error
        finally:
            if _state.record is not None:
                attributes: dict[str, str | int] = {
                    "http.request.method": "POST",
                    "url.full": self._url + path,
                }
                if status:
                    attributes["http.response.status_code"] = status
                failed = status == 0 or status >= 400
                end_ns = time.time_ns()
                span = Span(trace, parent, "POST", kind, start_ns, end_ns, failed, attributes)
                _state.record(span)
        return answer.status_code, answer.content

    def _read(self, output: Shape[Out], body: bytes) -> Out:
        try:
            return output.read(body)
        except ValidationError as error:
            raise RemoteError(self._service, 200, "unreadable", _told(_issues(error))) from None

    def _read_failure(self, failure: type[Failure], body: bytes) -> Failure:
        try:
            return read_as(failure, json.dumps(json.loads(body)["error"].get("details") or {}))
        except ValidationError as error:
            raise RemoteError(self._service, None, "unreadable", _told(_issues(error))) from None

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


@dataclass(frozen=True)
class _Settings:
    """Settings of every service."""

    level: int
    drain_seconds: float
    collector: str | None


_levels = {"off": logging.CRITICAL + 1, "error": logging.ERROR, "info": logging.INFO}


def _serve_settings(environ: Environ) -> _Settings:
    """Reads them from the environment; raises `ConfigError` with every problem at once."""
    given = {key: value for key, value in environ.items() if value}
    level = given.get("LOG", "info")
    drain = given.get("DRAIN_MS", "0")
    collector = given.get("OTEL_EXPORTER_OTLP_ENDPOINT")
    problems = [
        *([] if level in _levels else ["LOG: must be off, error or info"]),
        *([] if re.fullmatch("[0-9]{1,7}", drain) else ["DRAIN_MS: must be a number of ms"]),
    ]
    if collector is not None and not collector.startswith(("http://", "https://")):
        problems.append("OTEL_EXPORTER_OTLP_ENDPOINT: must be an http address")
    if problems:
        raise ConfigError("; ".join(problems))
    return _Settings(_levels[level], int(drain) / 1_000, collector)


class _Server(uvicorn.Server):
    """Is unready from the signal on, and goes on accepting requests until others saw that."""

    def __init__(self, app: FastAPI, drain_seconds: float) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning"))
        self._drain_seconds = drain_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        _state.stopping = True
        if self._drain_seconds == 0:
            super().handle_exit(sig, frame)
        else:
            threading.Timer(self._drain_seconds, super().handle_exit, (sig, frame)).start()


def serve(app: FastAPI, port: int, ready: Check | None) -> None:
    """Serves until it is told to stop; the line `listening on <port>` says where."""
    _state.stopping = False
    _state.ready = ready or _always
    with telling(_state.service) as drain_seconds:
        _listen(app, port, drain_seconds)


@contextmanager
def telling(service: str) -> Generator[float]:
    """Reads the settings of every service, logs and traces; what is left is sent at the end.

    Gives for how many seconds requests are accepted after the service is no longer ready.
    """
    settings = _serve_settings(os.environ)
    _state.service = service
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines())
    _logger.handlers = [handler]
    _logger.setLevel(settings.level)
    _logger.propagate = False
    collector = None
    if settings.collector is not None:
        traces = importlib.import_module(".generated_wire_traces", __package__)
        collector = traces.Collector(settings.collector, service)
        _state.record = collector.record
    try:
        yield settings.drain_seconds
    finally:
        if collector is not None:
            collector.close()


def _listen(app: FastAPI, port: int, drain_seconds: float) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("0.0.0.0", port))
        listening.listen(128)
        print(f"listening on {listening.getsockname()[1]}", flush=True)
        if threading.current_thread() is threading.main_thread():
            # The server hands the signal on when it is done; being asked to stop is no failure.
            for each in (signal.SIGTERM, signal.SIGINT):
                signal.signal(each, _leave)
        _Server(app, drain_seconds).run(sockets=[listening])


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


def read_as(kind: type[In], text: str | bytes) -> In:
    """JSON that others wrote, as what is asked for."""

    def read(given: bytes) -> In:
        return kind.model_validate_json(given, by_alias=True, by_name=False)

    return _parse(read, text)


def _parse(read: Callable[[bytes], T], text: str | bytes) -> T:
    """Reads JSON that others wrote; what cannot be read at once may be written otherwise."""
    given = text.encode() if isinstance(text, str) else text
    # Where nobody reads it, pydantic takes this for a number.
    if b"NaN" in given or b"Infinity" in given:
        _refuse_constants(given)
    try:
        return read(given)
    except ValidationError:
        straight = _straightened(given)
        if straight is None:
            raise
    return read(straight)


def _refuse_constants(given: bytes) -> None:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    try:
        json.loads(given, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        wrong: InitErrorDetails = {
            "type": "json_invalid",
            "input": None,
            "ctx": {"error": str(error)},
        }
        raise ValidationError.from_exception_data("JSON", [wrong]) from None


def _straightened(given: bytes) -> bytes | None:
    """JSON whose integers are written as such: 5 for `5.0`. `None` where none was not."""
    is_other = False

    def number(text: str) -> int | float:
        nonlocal is_other
        value = float(text)
        if not value.is_integer() or abs(value) > _SAFE_MAX:
            return value
        is_other = True
        return int(value)

    try:
        straight = json.dumps(json.loads(given.decode(), parse_float=number))
    except (ValueError, RecursionError):
        return None
    return straight.encode() if is_other else None


def _request_id_of(request: Request) -> str:
    given = request.headers.get("x-request-id", "")
    return given if re.fullmatch(r"[!-~]{1,200}", given) else str(uuid4())


def _json(status: int, body: str | bytes) -> Response:
    return Response(body, status, media_type="application/json")


def refusal(status: int, code: str, message: str, details: object) -> Response:
    error = {"code": code, "message": message, "details": details}
    return _json(status, json.dumps({"error": error}, allow_nan=False))


def _issues(error: ValidationError, *within: str) -> list[dict[str, str]]:
    """What is wrong and where; never the values, some of which are secret."""
    return [
        {"path": _path_of([*within, *each["loc"]]), "message": each["msg"]}
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _path_of(steps: Sequence[int | str]) -> str:
    """As in `order.lines[3].price`."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "[key]" and not step.startswith(_CASE):
            path += f".{step}"
    return path.removeprefix(".")


def _told(issues: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(": ".join(part for part in each.values() if part) for each in issues)


def invalid(error: ValidationError, *within: str) -> Response:
    """Refuses what does not have the declared form, inside of what these keys lead to."""
    issues = _issues(error, *within)
    return refusal(400, "invalid-argument", _told(issues), {"issues": issues})
