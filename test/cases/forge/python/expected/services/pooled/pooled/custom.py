"""What this service is made of: each rpc and each listener is a method of `App`."""

from dataclasses import dataclass
from typing import final

from .generated import MarkHandlers, Pooled, SeatHandlers, UserHandlers


@final
@dataclass
class App(MarkHandlers, SeatHandlers, UserHandlers, Pooled):
    """The service; because of `@final`, pyright names the handlers that are missing here."""
