import type { CascadeDocument } from "#sentinel";
import type { ReportParts } from "./report.ts";
import { rootsOf } from "./reason.ts";
import type { Style } from "./style.ts";

type Refs = CascadeDocument["delivery"]["refs"];

const branchOf = (ref: string): string => ref.replace("refs/heads/", "");
const folderOf = (root: string, repository: string): string =>
  repository === "." || repository === "" ? root : `${root}/${repository}`;

function proposed(style: Style, root: string, refs: Refs): string[] {
  const [first] = refs;
  const branch = branchOf(first?.ref ?? "");
  const count = refs.length === 1 ? "a draft branch" : `${refs.length} draft branches`;
  const width = Math.max(0, ...refs.map(({ repository }) => repository.length));
  const rows = refs.map(
    ({ repository, to }) =>
      `  ${repository.padEnd(width)}  ${(to ?? "").slice(0, 10)}  ${style.faint(`git -C ${folderOf(root, repository)} diff HEAD...${branch}`)}`,
  );
  return [
    style.good(
      `Proposed: ${count} ${branch}${refs.length === 1 ? "" : ", all or none"}. Your own branches stand where they stood.`,
    ),
    ...rows,
    `  Read the ${refs.length === 1 ? "diff" : "diffs"}, then merge ${branch}${refs.length === 1 ? "" : " in each repository"}; the next cascade puts its own draft in its place.`,
  ];
}

function refusal(
  style: Style,
  refused: { readonly repository: string; readonly reason: string },
): string[] {
  const said = refused.reason.split("\n").filter((line) => line.trim() !== "");
  return [
    style.bad(
      `Halted: ${refused.repository} would not take its draft branch, so no repository moved.`,
    ),
    ...said.map((line) => `  git: ${line}`),
    "  Remove what stands in the way (a lock that a killed git left, a branch with that name) and run `flywheel sentinel resume`.",
  ];
}

function halted(style: Style, parts: ReportParts): string[] {
  const { refused } = parts.document.delivery;
  if (refused !== undefined) return refusal(style, refused);
  const held = parts.document.services.filter((row) => row.outcome === "held");
  const names = held.map((row) => row.name);
  if (names.length === 0)
    return [
      style.warn("Cut off: not every service was done, so no repository moved."),
      "  `flywheel sentinel resume` goes on where it stopped.",
    ];
  // An owner of what changed cannot be left out: the others are stamped from it.
  const owners = new Set(rootsOf(parts.plan).map((row) => row.service));
  const free = names.filter((name) => !owners.has(name));
  const are = names.length === 1 ? "is" : "are";
  const except = free.map((name) => `--except ${name}`).join(" ");
  return [
    style.bad(`Halted: ${names.join(", ")} ${are} held, so no repository moved.`),
    "  What to do, whichever fits:",
    ...(parts.document.questions.length === 0
      ? []
      : [
          "  - Answer what is asked: `flywheel sentinel resume --answer ID=CHOICE` (as often as you like).",
        ]),
    `  - Mend the places named above in ${parts.scene}, then run \`flywheel sentinel resume\`:`,
    "    the gates judge what you wrote, and the cascade goes on. `git apply` there takes a patch of certain edits;",
    "    `resume --accept <file:line>` says that a place which is asked about is right as it stands.",
    "  - Write the intent differently, and run the cascade again.",
    ...(free.length === 0
      ? []
      : [`  - Leave out what waits: \`flywheel sentinel cascade ${except}\`.`]),
  ];
}

/** How a cascade ended: where its branches are, or what keeps it from going on and what to do about that. */
export function closing(style: Style, parts: ReportParts): string[] {
  const { document } = parts;
  const { root, delivery } = document;
  switch (document.outcome) {
    case "proposed":
      return proposed(
        style,
        root,
        delivery.refs.filter((ref) => ref.to !== null),
      );
    case "halted":
      return halted(style, parts);
    case "preempted":
      return [style.warn("Preempted: a newer epoch stands, so this one proposed nothing.")];
    default:
      return [
        delivery.mode === "none"
          ? "Nothing was delivered, as asked."
          : "Clean: the repositories hold all of it already.",
      ];
  }
}
