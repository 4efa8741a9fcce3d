# Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=tabled digest=… templates=…
"""What of an entity is to change: a value that is absent is not the same as none."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeVar, get_args

from pydantic import (
    BaseModel,
    Field,
    GetCoreSchemaHandler,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")
Patched = TypeVar("Patched", bound=BaseModel)


class Unset:
    """The value of a field that a patch says nothing of."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False

    def __copy__(self) -> Unset:
        return self

    def __deepcopy__(self, memo: object) -> Unset:
        return self


UNSET: Final = Unset()


def _is_unset(value: object) -> bool:
    return isinstance(value, Unset)


def _read(value: object, read: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, Unset) else read(value)


class _Sent:
    """Reads what a field may hold; that it is unset never travels."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        held, *none = (each for each in get_args(source) if each is not Unset)
        schema = handler.generate_schema(held)
        sent = core_schema.nullable_schema(schema) if none else schema
        # What comes as JSON is read as JSON, where a time is a text.
        read = core_schema.no_info_wrap_validator_function(_read, sent)
        return core_schema.json_or_python_schema(json_schema=sent, python_schema=read)


Sent = Annotated[T | Unset, _Sent(), Field(exclude_if=_is_unset)]


def applied(value: Patched, patch: BaseModel) -> Patched:
    """A copy of an entity with what its patch says; all else stays as it was."""
    given = {name: each for name, each in patch if not isinstance(each, Unset)}
    return value.model_copy(update=given)
