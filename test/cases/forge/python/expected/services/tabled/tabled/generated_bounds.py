# Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=tabled digest=… templates=…
"""What fields are held to besides their types, and how secrets are kept out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    GetCoreSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True)
class Items:
    """The greatest number of items, also of a list or map that grew after it was made."""

    field: str
    most: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        written = core_schema.wrap_serializer_function_ser_schema(self._written, schema=schema)
        return core_schema.no_info_after_validator_function(
            self._counted, schema, serialization=written
        )

    def _counted(self, value: Sized) -> Sized:
        if len(value) > self.most:
            raise ValueError(f"{self.field} must have at most {self.most} items")
        return value

    def _written(self, value: Sized, write: SerializerFunctionWrapHandler) -> Any:
        return write(self._counted(value))


def _nanoseconds(value: object) -> int | None:
    """A duration as it travels, or as it is in code; what is neither is refused elsewhere."""
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1) * 1000
    found = re.fullmatch(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,9}))?s", str(value))
    if found is None:
        return None
    sign, seconds, decimals = found.groups()
    length = int(seconds) * 1_000_000_000 + int((decimals or "").ljust(9, "0"))
    return -length if sign else length


def duration(*, least: str | None = None, most: str | None = None) -> BeforeValidator:
    """Bounds of a duration; what arrives is compared to the nanosecond."""
    lowest = _nanoseconds(least)
    highest = _nanoseconds(most)

    def within(value: object) -> object:
        given = _nanoseconds(value)
        if given is not None and lowest is not None and given < lowest:
            raise ValueError(f"must be at least {least}")
        if given is not None and highest is not None and given > highest:
            raise ValueError(f"must be at most {most}")
        return value

    return BeforeValidator(within)


def _unseen(value: object, validate: ValidatorFunctionWrapHandler) -> Any:
    """What is wrong inside of a secret is told of the whole: keys of a map are part of it."""
    try:
        return validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        if any(each["loc"] for each in found):
            raise PydanticCustomError("secret", "does not have the declared form") from None
        raise


class _Veil:
    """Stands for a secret where a value is shown."""

    def __repr__(self) -> str:
        return "***"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(_unseen, handler(source))


SECRET = _Veil()
"""Marks a field that is never shown."""


class Veiled(BaseModel):
    """A model with secrets: what it shows of itself does not tell them."""

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            known = type(self).model_fields.get(name or "")
            yield name, SECRET if known and SECRET in known.metadata else value
