# Stamped by Flywheel from the intent of `kept`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=kept digest=… templates=…
"""Routes: paths of HTTP that call the rpcs of this service."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote_to_bytes

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message

from . import generated_wire as _wire

# What the service answers by itself; no route takes the place of it.
_RESERVED = {"events", "health", "openapi.json", "ready", "rpc"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")

Reads = Literal["text", "integer", "number", "truth"]


@dataclass(frozen=True)
class Parameter:
    """A parameter in a path or a query: its key on the wire, and what its text is in JSON."""

    key: str
    reads: Reads
    many: Literal["list", "optional list"] | None = None
    """Any number of them: `list` is empty where there is none, `optional list` is not there then."""
    also: str | None = None
    """The other key that is read while a rename is on its way."""


@dataclass(frozen=True)
class Route:
    """A path that calls an rpc, whose input is made of the path, the query and the body."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    """As in `/orders/{id}`."""
    calls: str
    """The path of the rpc."""
    parameters: Sequence[Parameter] = ()

    def fits(self, parts: Sequence[str]) -> bool:
        """Whether a path that arrived, in its parts, is one that this route is for."""
        wanted = self.path[1:].split("/")
        return len(wanted) == len(parts) and all(map(_fits, wanted, parts))

    def in_path(self, parts: Sequence[str]) -> dict[str, object]:
        """What the parts of a path say."""
        given: dict[str, object] = {}
        for wanted, part in zip(self.path[1:].split("/"), parts, strict=True):
            for each in self.parameters:
                if wanted == f"{{{each.key}}}":
                    value = _value(each.reads, _unescaped(part))
                    given |= {key: value for key in (each.key, each.also) if key is not None}
        return given

    def in_query(self, query: str) -> dict[str, object]:
        """What a query says: `+` is a space, and what it says twice is a list."""
        texts: dict[str | None, list[str | None]] = {}
        for pair in query.replace("+", " ").split("&"):
            key, _, value = pair.partition("=")
            texts.setdefault(_unescaped(key), []).append(_unescaped(value))
        given: dict[str, object] = {}
        for each in self.parameters:
            if f"{{{each.key}}}" in self.path:
                continue
            keys = [key for key in (each.key, each.also) if key is not None]
            for key in keys:
                values = [_value(each.reads, text) for text in texts.get(key, [])]
                if values:
                    given[key] = values if each.many or len(values) > 1 else values[0]
            if each.many == "list" and not any(key in given for key in keys):
                given[each.key] = []
        return given


def serve(router: APIRouter, service: str, routes: Sequence[Route]) -> None:
    """Serves routes beside the rpcs that they call, and the document about them.

    Of paths that fit the first counts.
    """
    rpcs = {each.path: each.endpoint for each in router.routes if isinstance(each, APIRoute)}

    async def answer(request: Request) -> Response:
        path = _path_of(request)
        parts = path[1:].split("/")
        first = next((each for each in routes if each.fits(parts)), None)
        if first is None or _unescaped(parts[0]) in _RESERVED:
            raise HTTPException(404)
        there = [each for each in routes if each.path == first.path]
        method = "GET" if request.method == "HEAD" else request.method
        route = next((each for each in there if each.method == method), None)
        if route is None:
            said = f"{service} does not take {request.method} at {path}"
            return await _reply(request, _not_allowed(said, there))
        given = route.in_path(parts)
        if method in ("GET", "DELETE"):
            query: bytes = request.scope["query_string"]
            body = json.dumps(route.in_query(query.decode("latin-1")) | given).encode()
        else:
            body = _joined(await request.body(), given)
        return await rpcs[route.calls](_called(request, route.calls, body))

    document = Path(__file__).with_name("generated.openapi.json").read_bytes()

    async def openapi(request: Request) -> Response:
        return await _reply(request, Response(document, media_type="application/json"))

    router.add_api_route("/openapi.json", openapi, methods=["GET", "HEAD"], include_in_schema=False)
    # No method is left out: also those that nobody knows are not allowed here.
    router.add_route("/{path:path}", answer, methods=[], include_in_schema=False)


def _called(request: Request, rpc: str, body: bytes) -> Request:
    """The request as a caller of the rpc by its name would have sent it."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body}

    return Request({**request.scope, "path_params": {"rpc": rpc}}, receive)


async def _reply(request: Request, response: Response) -> Response:
    """Answers with what is known without a call; the request is logged as all are."""

    async def work(_: _wire.Ctx) -> Response:
        return response

    return await _wire.respond(request, None, work)


def _not_allowed(said: str, there: Sequence[Route]) -> Response:
    response = _wire.refusal(405, "method-not-allowed", said, {})
    allow = ["GET, HEAD" if each.method == "GET" else each.method for each in there]
    response.headers["allow"] = ", ".join(allow)
    return response


def _path_of(request: Request) -> str:
    """The path with its escapes, below what the application is mounted at."""
    raw: bytes = request.scope["raw_path"]
    root: str = request.scope.get("root_path", "")
    return raw.decode("latin-1").removeprefix(root)


def _fits(wanted: str, part: str) -> bool:
    given = _unescaped(part)
    return given not in ("", ".", "..") if wanted.startswith("{") else given == wanted


def _unescaped(text: str) -> str | None:
    """A text of a URL without its escapes; `None` where they are none of UTF-8."""
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        return None
    try:
        return unquote_to_bytes(text.encode("latin-1")).decode()
    except UnicodeDecodeError:
        return None


def _value(reads: Reads, text: str | None) -> object:
    """A text as JSON has it. One that is no value of its kind is left to the codec, which refuses it."""
    if text is None:
        return []
    if reads == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if reads == "number" and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if reads == "truth" and text in ("true", "false"):
        return text == "true"
    return text


def _joined(body: bytes, given: dict[str, object]) -> bytes:
    """The body with what the path says; one that is no object is left to the codec, which refuses it."""
    if not body:
        return json.dumps(given).encode()
    try:
        fields: Any = json.loads(body, parse_constant=_refused)
    except (ValueError, RecursionError):
        return body
    return json.dumps({**fields, **given}).encode() if isinstance(fields, dict) else body


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
