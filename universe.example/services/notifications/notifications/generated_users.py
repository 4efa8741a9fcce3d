# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=e16304a5e802432cfd69a43328f924c7b918ef671f39d775e2d8398dec1126dd templates=db387c6c339653b8
"""What `notifications` uses of `users`."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from . import generated_wire as _wire


class Plan(_wire.OpenEnum):
    FREE: ClassVar[Plan]
    PRO: ClassVar[Plan]
    ENTERPRISE: ClassVar[Plan]


Plan.FREE = Plan("free")
Plan.PRO = Plan("pro")
Plan.ENTERPRISE = Plan("enterprise")


class UserProfile(_wire.Model):
    id: _wire.I32
    email: str
    display_name: Annotated[str, _wire.name("displayName")]
    plan: Plan = Plan.FREE
    login_count: Annotated[_wire.I32, _wire.name("loginCount")] = 0
    nickname: _wire.Maybe[str] = None


class UserNotFound(_wire.Model):
    id: _wire.I32


class UserRegistered(_wire.Model):
    user: UserProfile


class GetUserIn(_wire.Model):
    id: _wire.I32


_GET_USER_OUT = _wire.Shape(lambda: _wire.TypeAdapter(UserProfile))


class UsersClient:
    """Calls `users`; declared errors are values, everything else raises `RemoteError`."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 10.0,
        transport: _wire.Transport | None = None,
    ) -> None:
        self._remote = _wire.Remote("users", url, timeout_seconds, transport)

    @classmethod
    def from_env(cls, environ: _wire.Environ | None = None) -> UsersClient:
        """Takes the address from "USERS_URL"; raises `ConfigError` without one."""
        return cls(_wire.address("USERS_URL", environ))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._remote.close()

    async def get_user(
        self,
        input: GetUserIn,
        ctx: _wire.Ctx | None = None,
    ) -> UserProfile | UserNotFound:
        return await self._remote.ask_or(
            "/rpc/get-user",
            input,
            ctx,
            _GET_USER_OUT,
            {"user-not-found": UserNotFound},
        )


def a_user_profile(
    *,
    id: _wire.I32 = 1,
    email: str = "email",
    display_name: str = "display name",
    plan: Plan = Plan.FREE,
    login_count: _wire.I32 = 0,
    nickname: str | None = None,
) -> UserProfile:
    return UserProfile(
        id=id,
        email=email,
        display_name=display_name,
        plan=plan,
        login_count=login_count,
        nickname=nickname,
    )


def a_user_registered(*, user: UserProfile | None = None) -> UserRegistered:
    return UserRegistered(user=_wire.given(user, a_user_profile))
