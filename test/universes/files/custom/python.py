"""What the depot does."""

import asyncio
from typing import final

from . import generated_depot_typescript as other
from .generated import (
    Ctx,
    DepotPython,
    EchoIn,
    FrameIn,
    GuardedIn,
    HangIn,
    KeepIn,
    MakeIn,
    PinIn,
    Receipt,
    RelayIn,
    RelayKeepIn,
    RelayMakeIn,
    RelaySlowIn,
    RelayStoreIn,
    RemoteError,
    SlowIn,
    StoreIn,
    TooDull,
)
from .generated_wire_files import File


def digest_of(content: bytes) -> str:
    """FNV-1a of 32 bits."""
    found = 0x811C9DC5
    for byte in content:
        found = (found ^ byte) * 0x01000193 % 2**32
    return str(found)


def receipt_of(content: File, copy: File | None, note: str) -> Receipt:
    """What is told of a file."""
    return Receipt(
        name=content.name,
        media_type=content.media_type,
        size=len(content.content),
        digest=digest_of(content.content),
        note=note,
        copy_size=None if copy is None else len(copy.content),
        copy_name=None if copy is None else copy.name,
    )


@final
class App(DepotPython):
    """A depot that keeps nothing."""

    def __init__(self) -> None:
        self._kept = 0

    async def store(self, input: StoreIn, ctx: Ctx) -> Receipt | TooDull:
        if input.content.name == "dull.txt":
            return TooDull(name=input.content.name)
        return receipt_of(input.content, input.copy_, input.note)

    async def echo(self, input: EchoIn, ctx: Ctx) -> File:
        return input.content

    async def make(self, input: MakeIn, ctx: Ctx) -> File | TooDull:
        if input.size == 13:
            return TooDull(name="thirteen")
        return File(b"x" * input.size, input.media_type, f"{input.size}.png")

    async def guarded(self, input: GuardedIn, ctx: Ctx) -> None:
        return None

    async def hang(self, input: HangIn, ctx: Ctx) -> Receipt | TooDull:
        if input.content.name == "dull.txt":
            return TooDull(name=input.content.name)
        return receipt_of(input.content, input.copy_, f"{input.room} {input.place} {input.note}")

    async def pin(self, input: PinIn, ctx: Ctx) -> Receipt:
        content = input.content or File(b"", "application/x-nothing")
        note = "none" if input.note is None else input.note
        return receipt_of(content, None, f"{input.place} {note}")

    async def frame(self, input: FrameIn, ctx: Ctx) -> Receipt:
        return receipt_of(input.picture, None, "")

    async def keep(self, input: KeepIn, ctx: Ctx) -> Receipt:
        self._kept += 1
        return receipt_of(input.content, input.copy_, f"{input.note} {self._kept}")

    async def slow(self, input: SlowIn, ctx: Ctx) -> Receipt:
        await asyncio.sleep(2)
        return receipt_of(input.content, None, "")

    async def relay(self, input: RelayIn, ctx: Ctx) -> File:
        async with other.DepotTypescriptClient(input.url) as client:
            return await client.echo(other.EchoIn(content=input.content), ctx)

    async def relay_store(self, input: RelayStoreIn, ctx: Ctx) -> Receipt | TooDull:
        given = other.StoreIn(content=input.content, copy_=input.copy_, note=input.note)
        async with other.DepotTypescriptClient(input.url) as client:
            answer = await client.store(given, ctx)
        if isinstance(answer, other.TooDull):
            return TooDull(name=answer.name)
        return Receipt.model_validate(answer.model_dump())

    async def relay_make(self, input: RelayMakeIn, ctx: Ctx) -> File:
        async with other.DepotTypescriptClient(input.url) as client:
            made = await client.make(other.MakeIn(size=input.size), ctx)
        if isinstance(made, other.TooDull):
            raise TypeError("too dull")
        return made

    async def relay_keep(self, input: RelayKeepIn, ctx: Ctx) -> Receipt:
        given = other.KeepIn(content=input.content)
        async with other.DepotTypescriptClient(input.url) as client:
            answer = await client.keep(given, ctx, idempotency_key=input.key)
        return Receipt.model_validate(answer.model_dump())

    async def relay_slow(self, input: RelaySlowIn, ctx: Ctx) -> str:
        content = File(b"abc", "image/png")
        try:
            async with other.DepotTypescriptClient(input.url) as client:
                await client.slow(other.SlowIn(content=content), ctx)
        except RemoteError as error:
            return error.code
        return "it answered"
