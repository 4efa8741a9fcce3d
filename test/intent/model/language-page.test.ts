import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FormSpec, forms, memberForms, typeForms, primitiveNames } from "#intent";

/** The part of docs/language.md between these marks is drawn from the table; `FLYWHEEL_UPDATE=1` draws it again. */
const marks = {
  start: "<!-- forms: drawn from intent/model/forms.ts -->",
  end: "<!-- forms: end -->",
};
const page = join(import.meta.dirname, "../../../docs/language.md");

const placeOf = (place: string): string => {
  if (place.endsWith(".lisp")) return `\`${place}\``;
  return `\`${forms.find((form) => form.id === place)?.head ?? place}\``;
};
const cell = (text: string): string => text.replaceAll("|", "\\|");

function row(form: FormSpec, name: string, places: string): string {
  const notes = [
    ...(form.required === true ? ["required"] : []),
    ...(form.repeatable ? ["repeatable"] : []),
    ...(form.docstring ? ["docstring"] : []),
  ];
  const options = form.options.map((option) => `\`:${option.name}\``).join(" ");
  return `| ${name} | ${places} | ${cell(form.doc)} | \`${cell(form.example)}\` | ${options} | ${notes.join(", ")} |`;
}

/** A form of which no stamp is made, but where it is. */
const laterName = ({ head, builtIn = [] }: FormSpec): string =>
  [`\`${head}\``, ...builtIn.map((place) => `(stamped in \`${place}\`)`)].join(" ");

function draw(): string {
  const head = ["| form | stands in | means | example | options | |", "|---|---|---|---|---|---|"];
  const later = forms.filter((form) => form.status === "unstamped");
  return [
    marks.start,
    "",
    ...head,
    ...forms.map((form) => row(form, `\`${form.head}\``, form.in.map(placeOf).join(", "))),
    ...Object.values(memberForms).map((form) => row(form, form.id, "")),
    "",
    `Primitive types are ${primitiveNames.map((name) => `\`${name}\``).join(" ")}; types that hold others are ` +
      `${Object.values(typeForms)
        .map((form) => `\`${form.example}\``)
        .join(", ")}.`,
    "",
    `Read, checked, laid out and compared, and not yet stamped (a stamp of what holds them says \`form-not-supported-yet\`): ${later.map(laterName).join(" ")}.`,
    "",
    marks.end,
  ].join("\n");
}

test("the language page has the table of forms as it is", () => {
  const text = readFileSync(page, "utf8");
  const start = text.indexOf(marks.start);
  const end = text.indexOf(marks.end);
  expect(start).toBeGreaterThan(0);
  expect(end).toBeGreaterThan(start);
  const drawn = draw();
  if (process.env["FLYWHEEL_UPDATE"] === "1") {
    writeFileSync(page, text.slice(0, start) + drawn + text.slice(end + marks.end.length));
  }
  const now = readFileSync(page, "utf8");
  expect(now.slice(now.indexOf(marks.start), now.indexOf(marks.end) + marks.end.length)).toBe(
    drawn,
  );
});
