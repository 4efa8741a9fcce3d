"""Takes orders of those whom it knows."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import final

from . import generated_desk_typescript as other
from .generated import (
    CloseShopIn,
    Ctx,
    DeskPython,
    FindOrderIn,
    FurnishIn,
    GreetIn,
    PingIn,
    PlaceOrderIn,
    RelayIn,
    RemoteError,
    SoldOut,
    StoolHandlers,
    WhoAmIIn,
)
from .generated_wire import ApiKey, Credential, Token


def _credential_of(kind: str, text: str) -> Credential | None:
    """What is shown: a key, a token, or a token that is asked for before each call."""

    async def give(_: Ctx | None) -> str:
        return text

    if kind == "none":
        return None
    if kind == "api-key":
        return ApiKey(text)
    return Token(text if kind == "token" else give)


async def _outcome_of(called: Awaitable[object]) -> str:
    """What a call came to."""
    try:
        await called
        return "done"
    except RemoteError as error:
        return f"{error.status} {error.code}"
    except ValueError as error:
        return f"Error: {error}"


@final
@dataclass
class App(StoolHandlers, DeskPython):
    placed: int = 0

    async def ping(self, input: PingIn, ctx: Ctx) -> str:
        return "pong"

    async def who_am_i(self, input: WhoAmIIn, ctx: Ctx) -> str:
        caller = ctx.known_caller
        tenant = caller.claims.get("tenant", "-")
        return f"{caller.kind} {caller.subject} [{' '.join(caller.scopes)}] {tenant}"

    async def place_order(self, input: PlaceOrderIn, ctx: Ctx) -> str | SoldOut:
        if input.item == "nothing":
            return SoldOut(item=input.item)
        self.placed += 1
        return f"{ctx.known_caller.subject} has order {self.placed} of {input.item}"

    async def find_order(self, input: FindOrderIn, ctx: Ctx) -> str:
        return f"{ctx.known_caller.subject} has {input.item}"

    async def greet(self, input: GreetIn, ctx: Ctx) -> str:
        return await self.who_am_i(WhoAmIIn(), ctx)

    async def close_shop(self, input: CloseShopIn, ctx: Ctx) -> str:
        return f"{ctx.known_caller.subject} closed {input.shop}"

    async def furnish(self, input: FurnishIn, ctx: Ctx) -> list[str]:
        credential = _credential_of(input.kind, input.credential)
        client = other.DeskTypescriptClient(input.url, credential=credential)
        id = f"stool of {ctx.request_id}"
        stool = other.CreateStoolIn(id=id, name="A stool.")
        change = other.UpdateStoolIn(id=id, change=other.StoolPatch(name="A low one."))
        async with client:
            return [
                await _outcome_of(client.list_stools(other.ListStoolsIn(limit=1), ctx)),
                await _outcome_of(client.create_stool(stool, ctx)),
                await _outcome_of(client.get_stool(other.GetStoolIn(id=id), ctx)),
                await _outcome_of(client.update_stool(change, ctx)),
                await _outcome_of(client.delete_stool(other.DeleteStoolIn(id=id), ctx)),
            ]

    async def relay(self, input: RelayIn, ctx: Ctx) -> str:
        if input.kind == "env":
            client = other.DeskTypescriptClient.from_env()
        else:
            credential = _credential_of(input.kind, input.credential)
            client = other.DeskTypescriptClient(input.url, credential=credential)
        async with client:
            try:
                if input.key is None:
                    return await client.who_am_i(other.WhoAmIIn(), ctx)
                order = other.PlaceOrderIn(item="relayed")
                answer = await client.place_order(order, ctx, idempotency_key=input.key)
                return answer if isinstance(answer, str) else "sold out"
            except RemoteError as error:
                return f"{error.status} {error.code}"
            except ValueError as error:
                return f"Error: {error}"
