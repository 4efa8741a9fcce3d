import type { Doc } from "../layout.ts";

/** A docstring on one line, as ruff leaves it; nothing for no text. Nothing in the text can end it. */
export function docstring(text: string | undefined): Doc {
  const plain = (text ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .join(" ");
  if (plain === "") return "";
  const escaped = plain.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  return `"""${escaped.startsWith('"') ? " " : ""}${escaped}${escaped.endsWith('"') ? " " : ""}"""`;
}
