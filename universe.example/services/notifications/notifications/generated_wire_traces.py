# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=e16304a5e802432cfd69a43328f924c7b918ef671f39d775e2d8398dec1126dd templates=db387c6c339653b8
"""Sends spans to a collector of OpenTelemetry; loaded where there is one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

import httpx

from .generated_wire import Span, log_error

_kinds = {"server": 2, "client": 3, "producer": 4}
_batch_max = 512
_waiting_max = 4_096
"""What waits while the collector is slow; spans beyond it are dropped."""
_wait_seconds = 1.0
_answer_seconds = 5.0


class Collector:
    """The collector at an address (without `/v1/traces`), which is told what this service does."""

    def __init__(self, endpoint: str, service: str) -> None:
        self._url = f"{endpoint.rstrip('/')}/v1/traces"
        self._service = service
        self._waiting: deque[Span] = deque()
        self._wake = threading.Event()
        self._closed = False
        self._away = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def record(self, span: Span) -> None:
        if not span.trace.sampled or len(self._waiting) >= _waiting_max:
            return
        self._waiting.append(span)
        if len(self._waiting) >= _batch_max:
            self._wake.set()

    def close(self) -> None:
        """Sends what is left; comes back when that is done, or when the collector does not answer."""
        self._closed = True
        self._wake.set()
        self._thread.join(2 * _answer_seconds)

    def _run(self) -> None:
        with httpx.Client(timeout=_answer_seconds) as http:
            while not self._closed or self._waiting:
                self._wake.wait(_wait_seconds)
                self._wake.clear()
                while self._waiting:
                    many = min(_batch_max, len(self._waiting))
                    self._send(http, [self._waiting.popleft() for _ in range(many)])

    def _send(self, http: httpx.Client, spans: Sequence[Span]) -> None:
        resource = {"attributes": [_attribute("service.name", self._service)]}
        scope_spans = [{"scope": {"name": "flywheel"}, "spans": [_json(each) for each in spans]}]
        body = {"resourceSpans": [{"resource": resource, "scopeSpans": scope_spans}]}
        try:
            http.post(self._url, json=body).raise_for_status()
            self._away = False
        except httpx.HTTPError as error:
            if not self._away:
                log_error(f"spans are dropped, {self._url} does not take them: {error}")
            self._away = True


def _attribute(key: str, value: str | int) -> dict[str, object]:
    typed = {"stringValue": value} if isinstance(value, str) else {"intValue": str(value)}
    return {"key": key, "value": typed}


def _json(span: Span) -> dict[str, object]:
    """A span in the JSON form of OTLP."""
    parent = {} if span.parent is None else {"parentSpanId": span.parent.span_id}
    return {
        "traceId": span.trace.trace_id,
        "spanId": span.trace.span_id,
        **parent,
        "name": span.name,
        "kind": _kinds[span.kind],
        "startTimeUnixNano": str(span.start_ns),
        "endTimeUnixNano": str(span.end_ns),
        "attributes": [_attribute(key, value) for key, value in span.attributes.items()],
        "status": {"code": 2} if span.failed else {},
    }
