# Stamped by Flywheel from the intent of `depot`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=depot digest=… templates=…
"""What `depot` uses of `ledger`."""

from __future__ import annotations

from typing import ClassVar, Self

from . import generated_wire as _wire


class Standing(_wire.OpenEnum):
    GOOD: ClassVar[Standing]
    LATE: ClassVar[Standing]


Standing.GOOD = Standing("good")
Standing.LATE = Standing("late")


class Account(_wire.Model):
    id: _wire.I64
    standing: Standing = Standing.GOOD
    note: _wire.Maybe[str] = None


class NoAccount(_wire.Model):
    id: _wire.I64


class AccountClosed(_wire.Model):
    account: Account
    at: _wire.Timestamp


class CloseAccountIn(_wire.Model):
    id: _wire.I64


class FindAccountIn(_wire.Model):
    id: _wire.I64


class ListAccountsIn(_wire.Model):
    limit: _wire.I32 = 5


_FIND_ACCOUNT_OUT = _wire.Shape(lambda: _wire.TypeAdapter(Account))
_LIST_ACCOUNTS_OUT = _wire.Shape(lambda: _wire.TypeAdapter(list[Account]))


class LedgerClient:
    """Calls `ledger`; declared errors are values, everything else raises `RemoteError`."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 10.0,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._remote = _wire.Remote("ledger", url, timeout_seconds, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> LedgerClient:
        """Takes the address from "LEDGER_URL"; raises `ConfigError` without one."""
        return cls(_wire.address("LEDGER_URL", environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._remote.close()

    async def close_account(
        self,
        input: CloseAccountIn,
        ctx: _wire.Ctx | None = None,
    ) -> NoAccount | None:
        return await self._remote.ask_or(
            "/rpc/close-account",
            input,
            ctx,
            _wire.NOTHING,
            {"no-account": NoAccount},
        )

    async def find_account(
        self,
        input: FindAccountIn,
        ctx: _wire.Ctx | None = None,
    ) -> Account | NoAccount:
        return await self._remote.ask_or(
            "/rpc/find-account",
            input,
            ctx,
            _FIND_ACCOUNT_OUT,
            {"no-account": NoAccount},
        )

    async def list_accounts(
        self,
        input: ListAccountsIn,
        ctx: _wire.Ctx | None = None,
    ) -> list[Account]:
        return await self._remote.ask("/rpc/list-accounts", input, ctx, _LIST_ACCOUNTS_OUT)


def a_account(
    *,
    id: _wire.I64 = 1,
    standing: Standing = Standing.GOOD,
    note: str | None = None,
) -> Account:
    return Account(id=id, standing=standing, note=note)


def a_account_closed(
    *,
    account: Account | None = None,
    at: _wire.Timestamp | None = None,
) -> AccountClosed:
    return AccountClosed(
        account=_wire.given(account, a_account),
        at=_wire.given(at, lambda: _wire.timestamp_of("2026-01-01T00:00:00Z")),
    )
