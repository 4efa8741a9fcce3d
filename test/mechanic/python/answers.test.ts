import { expect, test, vi } from "vitest";

import { variantHoles } from "../../../mechanic/engines/delta/python/variants.ts";
import { createHoles } from "../../../mechanic/engines/delta/shared/index.ts";
import { createHost } from "../../../cli/host/index.ts";
import { answerLines } from "../../support/answers.ts";
import { modelOf } from "../../support/model-of.ts";
import { change, renamed, repairCase } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const stamp = (fields: string): string => `from . import generated_wire as _wire


class Guest(_wire.Model):
    name: str
${fields}
`;

const custom = `from .generated_hotel import Guest


def somebody() -> Guest:
    return Guest(name="Ada", phone="1")


def nobody() -> Guest:
    return Guest(
        name="",
        phone="",
    )


def loud(guest: Guest) -> str:
    return guest.phone.strip().upper()


def line(guest: Guest) -> str:
    return guest.name + guest.phone
`;

test("what a call lacks goes among its arguments; what may be absent is asked for as a whole", async () => {
  const { answers } = await repairCase({
    changes: [
      change("field-added", "hotel/Guest.room", {
        service: "hotel",
        to: "bool",
        toType: { kind: "primitive", name: "bool", span: { start: 0, end: 0 } },
      }),
      change("field-became-optional", "hotel/Guest.phone", {
        service: "hotel",
        from: "string",
        to: "(optional string)",
      }),
    ],
    before: { "__init__.py": "", "generated_hotel.py": stamp("    phone: str") },
    after: {
      "__init__.py": "",
      "generated_hotel.py": stamp("    room: bool\n    phone: str | None"),
    },
    sources: { "letters/custom.py": custom },
  });
  const file = "services/letters/letters/custom.py";
  expect(answers).toEqual([
    `${file}:5:12 required-value`,
    '  1 return Guest(name="Ada", phone="1", room=True)',
    '  2 return Guest(name="Ada", phone="1", room=False)',
    '  = return Guest(name="Ada", phone="1", room=ANSWER)',
    `${file}:9:12 required-value`,
    "  1 room=True,",
    "  2 room=False,",
    "  = room=ANSWER,",
    `${file}:16:24 absent-value`,
    "  = return ANSWER.upper()",
    `${file}:20:12 absent-value`,
    "  = return ANSWER",
  ]);
});

test("a new variant joins an arm, gets one of its own, or a value beside the others'", async () => {
  const before = modelOf("(service users (language python) (enum Plan free pro))");
  const text = `TABLE = {
    users.Plan.FREE: 0,
    users.Plan.PRO: 10,
}


def price(plan: Plan) -> int:
    match plan:
        case Plan.FREE:
            return 0
        case Plan.PRO:
            return 10


def count(plan: Plan) -> None:
    match plan:
        case Plan.FREE | Plan.PRO: tally.add(1)
`;
  const file = "services/shop/custom.py";
  const { root } = await createHost().syntax.parse("python", text);
  const added = {
    ...renamed("variant-added", "", "users/Plan.team"),
    fromSymbol: "users/Plan.team",
  };
  const drafts = variantHoles([{ file, text, root }], [added], before);
  const holes = createHoles();
  for (const draft of drafts) holes.add(draft);
  expect(answerLines(new Map([[file, text]]), [], holes.all())).toEqual([
    `${file}:1:9 variant-arm`,
    "  1 users.Plan.TEAM: 0,",
    "  2 users.Plan.TEAM: 10,",
    "  = users.Plan.TEAM: ANSWER,",
    `${file}:8:5 variant-arm`,
    "  1 case Plan.FREE | Plan.TEAM:",
    "  2 case Plan.PRO | Plan.TEAM:",
    "  = case Plan.TEAM: ⏎ return ANSWER",
    `${file}:16:5 variant-arm`,
    "  1 case Plan.FREE | Plan.PRO | Plan.TEAM: tally.add(1)",
    "  = case Plan.TEAM: ANSWER",
  ]);
});
