import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { generic, plainSignature } from "../../forge/print/rust/fit.ts";
import { hardline, nest, type Doc } from "../../forge/print/layout.ts";
import { render } from "../../forge/print/render.ts";
import { rust } from "../../forge/print/rust/index.ts";
import { leftOut } from "../support/tools.ts";

/** Results of several lengths, among them one that has arguments of its own. */
const results: readonly (Doc | undefined)[] = [
  undefined,
  "String",
  generic("Result", ["Quote", "PricingApplyCouponError"]),
  generic("BTreeMap", ["String", generic("Vec", ["AnEntityOfALongNameThatGoesOnAndOnAndOn"])]),
  // About as wide as a line: 87 to 96 columns.
  ...Array.from({ length: 10 }, (_, more) =>
    generic("BTreeMap", [
      "a_service_of_a_long_name::AKeyOfThat",
      generic("Vec", [`AnEntityOfALongNameThatGoesOnAndOn${"n".repeat(more)}`]),
    ]),
  ),
];
const parameters = [["input: MatchIn"], ["&mut self", "input: PricingApplyCouponIn"]];

test.skipIf(leftOut("signatures under rustfmt", "cargo"))(
  "signatures of every length are laid out as rustfmt does",
  () => {
    const traits = parameters.flatMap((taken) =>
      results.flatMap((result) =>
        Array.from({ length: 95 }, (_, index) => {
          const signature = plainSignature("m".repeat(index + 1), taken, result);
          const trait = ["pub trait T {", nest(4, [hardline, signature]), hardline, "}", hardline];
          return render(trait, rust.layout);
        }),
      ),
    );
    const text = traits.join("\n");
    const { stdout } = spawnSync("rustfmt", ["--edition", "2024", "--emit", "stdout"], {
      input: text,
      encoding: "utf8",
    });
    expect(stdout).toBe(text);
  },
);
