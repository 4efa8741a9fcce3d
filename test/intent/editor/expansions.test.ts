import { expect, test } from "vitest";
import { renameEdits, renameProblem, symbolAt, Workspace, type Source } from "#intent";

const universe: Source = {
  path: "universe.lisp",
  text: `(lang intent 1.0)
(define-form (kept name . fields) \`(entity ,name ,@fields (created-at timestamp)))
(universe test (services "*"))
`,
};
const users: Source = {
  path: "users/intent.lisp",
  text: `(lang intent 1.0)
(service users (language rust)
  (kept User (id uuid :key))
  (entity Plan (id uuid :key) (at User.created-at)))
`,
};
const workspace = new Workspace([universe, users]);

/** Why a rename at some text is refused; the edits where it is not. */
function rename(text: string, by: number, name: string): string {
  const offset = users.text.indexOf(text) + by;
  const found = symbolAt(workspace, users.path, offset);
  if (found === undefined) return "nothing";
  const problem = renameProblem(workspace, found.symbol, name);
  return (
    problem ?? (renameEdits(workspace, found.symbol, name) ?? []).map((one) => one.text).join()
  );
}

test("what a template made is renamed in its template alone", () => {
  expect(rename("User.created-at", 8, "made-at")).toContain("a template makes this");
  expect(rename("(kept User", 2, "other")).toBe("nothing");
});

test("a name in a call of a defined form is renamed by hand", () => {
  expect(rename("kept User", 6, "Person")).toContain("by hand");
  expect(rename("(id uuid", 2, "number")).toContain("by hand");
});

test("what is called again what it was called before was never renamed", () => {
  const again: Source = {
    path: users.path,
    text: "(lang intent 1.0)\n(service users (language rust)\n  (entity Person :was User (id uuid :key)))\n",
  };
  const edited = new Workspace([
    { ...universe, text: universe.text.replace(/\(define.*\n/, "") },
    again,
  ]);
  const texts = (renameEdits(edited, "users/Person", "User") ?? []).map(
    (edit) => `${again.text.slice(edit.start, edit.end)} → ${edit.text}`,
  );
  expect(texts).toEqual(["Person → User", " :was User → "]);
});
