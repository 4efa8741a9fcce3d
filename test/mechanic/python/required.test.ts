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

test("what is always there now is asked about where production code looks whether it is", async () => {
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
  expect(texts["letters/custom.py"]).toBe(custom);
  expect(
    outcome.holes.map(({ kind, file, line, question }) => [
      kind,
      file.split("/").at(-1),
      line,
      question,
    ]),
  ).toEqual([
    [
      "silent-miss",
      "custom.py",
      5,
      "`hotel/Guest.phone` is always there now, and `guest.phone is None` is never the case: what becomes of the case without it?",
    ],
    [
      "silent-miss",
      "custom.py",
      12,
      "`hotel/Guest.phone` is always there now, and `phone is not None` is always the case: what becomes of the case without it?",
    ],
    [
      "silent-miss",
      "custom.py",
      16,
      "`hotel/Guest.phone` is always there now, and `(phone := input.guest.phone) is None` is never the case: what becomes of the case without it?",
    ],
    [
      "silent-miss",
      "custom.py",
      19,
      "`hotel/Guest.phone` is always there now, and `None` is never the case: what becomes of the case without it?",
    ],
  ]);
});
