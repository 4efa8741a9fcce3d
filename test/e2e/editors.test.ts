import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { keptFolder } from "../support/repository.ts";
import { leftOut } from "../support/tools.ts";

/** Editors that a machine may have: each is loaded with its snippet and speaks to the built server. */
const editors = join(import.meta.dirname, "../../editors");
const binary = join(import.meta.dirname, "../../dist/flywheel.js");

const intent = `(lang intent 1.0)

(service users
  (language rust)
  (entity User
    (id i32 :key)
    (plan Plann))
  (enum Plan free pro))
`;

/** A universe with one misspelt type and no indentation, and a folder with the command `flywheel`. */
function prepared(): { readonly root: string; readonly path: string; readonly file: string } {
  const root = realpathSync(keptFolder("flywheel-editors-"));
  const file = join(root, "services/users/intent.lisp");
  mkdirSync(join(root, "services/users"), { recursive: true });
  mkdirSync(join(root, "bin"));
  writeFileSync(
    join(root, "universe.lisp"),
    '(lang intent 1.0)\n\n(universe shop\n  (services "services/*"))\n',
  );
  writeFileSync(file, intent.replaceAll(/^ +/gm, ""));
  const command = join(root, "bin/flywheel");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`);
  chmodSync(command, 0o755);
  return { root, file, path: `${join(root, "bin")}${delimiter}${process.env["PATH"] ?? ""}` };
}

const message = "7 there is no type `Plann` in `users`";

test.skipIf(leftOut("Neovim with the server", "neovim"))(
  "Neovim shows what is wrong, and indents by the forms",
  () => {
    const { root, path, file } = prepared();
    const script = join(root, "try.lua");
    writeFileSync(
      script,
      `vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)
local said = {}
for _, one in ipairs(vim.diagnostic.get(0)) do table.insert(said, (one.lnum + 1) .. " " .. one.message) end
vim.fn.writefile(vim.split(table.concat(said, "\\n"), "\\n"), "${root}/said.txt")
vim.cmd("normal! gg=G")
vim.cmd("silent write")
`,
    );
    execFileSync(
      "nvim",
      [
        "--clean",
        "--headless",
        file,
        "-c",
        `luafile ${join(editors, "neovim/flywheel.lua")}`,
        // The file was opened before the snippet was read.
        "-c",
        "edit!",
        "-c",
        `luafile ${script}`,
        "-c",
        "qa!",
      ],
      { cwd: root, env: { ...process.env, PATH: path }, stdio: "pipe", timeout: 60_000 },
    );
    expect(readFileSync(join(root, "said.txt"), "utf8")).toContain(message);
    expect(readFileSync(file, "utf8")).toBe(intent);
  },
);

test.skipIf(leftOut("Emacs with the server", "emacs"))(
  "Emacs shows what is wrong, and indents by the forms",
  () => {
    const { root, path, file } = prepared();
    const script = join(root, "try.el");
    writeFileSync(
      script,
      `(package-initialize)
(require 'eglot)
(load "${join(editors, "emacs/flywheel.el")}" nil t)
(setq eglot-sync-connect 20)
(find-file "${file}")
(run-hooks 'post-command-hook)
(let ((end (+ (float-time) 20)))
  (while (and (< (float-time) end) (null (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (flymake-start)))
(let ((said (mapconcat
             (lambda (one) (format "%s %s" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one)))
             (flymake-diagnostics) "\\n")))
  (indent-region (point-min) (point-max))
  (save-buffer)
  (write-region said nil "${root}/said.txt"))
(eglot-shutdown (eglot-current-server))
`,
    );
    execFileSync("emacs", ["--batch", "-l", script], {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: "pipe",
      timeout: 60_000,
    });
    expect(readFileSync(join(root, "said.txt"), "utf8")).toMatch(/7 .*there is no type `Plann` in/);
    expect(readFileSync(file, "utf8")).toBe(intent);
  },
);
