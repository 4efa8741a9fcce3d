import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Who may import whom; a row is a rule with a sentence. */
const layers: Readonly<
  Record<string, { readonly may: readonly string[]; readonly because: string }>
> = {
  intent: { may: [], because: "what is meant stands on nothing of ours" },
  forge: { may: ["intent"], because: "stamps know the model and neither repairs nor facts" },
  mechanic: { may: ["intent"], because: "sentinel hands stamped files to repairs as data" },
  jarvis: { may: ["intent"], because: "facts are gathered without knowing who asks" },
  sentinel: {
    may: ["intent", "forge", "mechanic", "jarvis"],
    because: "who decides joins the parts",
  },
  cli: {
    may: ["intent", "forge", "mechanic", "jarvis", "sentinel"],
    because: "the outermost layer sees all",
  },
};

/** Libraries that only compute; everything else of the world stands in cli/host. */
const pure: Readonly<Record<string, readonly string[]>> = {
  mechanic: ["diff", "typescript-services"],
  sentinel: ["diff"],
  // The protocol's own words; its transport (vscode-languageserver/node) is the host's.
  cli: ["commander", "listr2", "vscode-languageserver"],
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^"'`;]*?from\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function violation(folder: string, file: string, specifier: string): string | undefined {
  const place = `${relative(root, file)} imports ${specifier}`;
  if (specifier.startsWith("#")) {
    const target = specifier.slice(1);
    if (target === folder) return `${place}: inside a folder import by path`;
    return layers[folder]?.may.includes(target) === true
      ? undefined
      : `${place}: ${layers[folder]?.because ?? ""}`;
  }
  if (specifier.startsWith(".")) {
    const target = relative(root, join(file, "..", specifier)).split("/")[0] ?? "";
    if (target === folder || specifier.endsWith("package.json")) return undefined;
    return `${place}: folders import each other through #${target}`;
  }
  if (file.startsWith(join(root, "cli/host"))) return undefined;
  if (specifier === "node:util" && folder === "cli") return undefined;
  if (pure[folder]?.includes(specifier) === true) return undefined;
  return `${place}: the outside world is a port of intent/base/host, implemented in cli/host`;
}

test("arrows go down, folders meet at their index, the world stands in cli/host", () => {
  const found = Object.keys(layers).flatMap((folder) =>
    filesBelow(join(root, folder)).flatMap((file) =>
      importsOf(readFileSync(file, "utf8")).flatMap(
        (specifier) => violation(folder, file, specifier) ?? [],
      ),
    ),
  );
  expect(found).toEqual([]);
});

test("the rules see an import in each of its forms", () => {
  expect(
    importsOf(
      'import a from "x";\nexport * from "y";\nimport "z";\nconst b = await import("w");\nimport {\n  c,\n} from "v";',
    ),
  ).toEqual(["x", "y", "z", "w", "v"]);
  expect(violation("forge", join(root, "forge/a.ts"), "#mechanic")).toContain(
    "stamps know the model",
  );
  expect(violation("intent", join(root, "intent/a.ts"), "node:fs")).toContain("port");
});

test("every folder says what it is for", () => {
  const missing = Object.keys(layers).filter(
    (folder) => !readdirSync(join(root, folder)).includes("README.md"),
  );
  expect(missing).toEqual([]);
});
