import { expect, test, vi } from "vitest";
import { change, repairCase } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const stamp = (phone: string): string => `from . import generated_wire as _wire


class Guest(_wire.Model):
    name: str
    phone: ${phone}
    room: int | None


class Staff(_wire.Model):
    phone: str | None


class CallIn(_wire.Model):
    guest: Guest
    staff: Staff
`;

const custom = `from .generated_hotel import CallIn, Guest, Staff


def line(guest: Guest) -> str:
    if guest.phone is None:
        return guest.name
    return f"{guest.name}, {guest.phone}"


def short(guest: Guest) -> str:
    phone = guest.phone
    return phone if phone is not None else "none"


def loud(input: CallIn) -> str:
    if (phone := input.guest.phone) is None:
        return "?"
    match input.guest.phone:
        case None:
            return "-"
        case _:
            return phone.upper()


def other(input: CallIn) -> str:
    if input.staff.phone is None or input.guest.room is None:
        return "?"
    return input.staff.phone


def mixed(guest: Guest, staff: Staff) -> str:
    phone = guest.phone
    if guest.name == "":
        phone = staff.phone
    return "?" if phone is None else phone
`;

const tests = `from letters.custom import line
from letters.generated_hotel import Guest


def test_line() -> None:
    guest = Guest(name="Ada", phone="12", room=None)
    assert guest.phone is not None
    assert line(guest) == "Ada, 12"
`;

test("what is always there now is not looked for any more in production code", async () => {
  const { outcome, texts } = await repairCase({
    changes: [
      change("field-became-required", "hotel/Guest.phone", {
        service: "hotel",
        from: "(optional string)",
        to: "string",
      }),
    ],
    before: { "__init__.py": "", "generated_hotel.py": stamp("str | None") },
    after: { "__init__.py": "", "generated_hotel.py": stamp("str") },
    sources: { "letters/custom.py": custom, "tests/test_line.py": tests },
  });
  const decided = custom
    .replace("    if guest.phone is None:\n        return guest.name\n", "")
    .replace('phone if phone is not None else "none"', "phone")
    .replace('        case None:\n            return "-"\n', "");
  expect(texts["letters/custom.py"]).toBe(decided);
  expect(new Set(outcome.edits.map(({ rule }) => rule))).toEqual(new Set(["always-there"]));
  // What a test binds on its way is needed by what follows it.
  expect(outcome.holes.map(({ kind, line, question }) => [kind, line, question])).toEqual([
    [
      "silent-miss",
      16,
      "`hotel/Guest.phone` is always there now, and `(phone := input.guest.phone) is None` is never the case: what becomes of the case without it?",
    ],
  ]);
});
