import { stamp } from "#forge";
import { baseName, isSound, joinPath, loadUniverse } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commitAll, copySources } from "../copy.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { templatesFor } from "../universe.ts";

const namePattern = /^[a-z][a-z0-9-]{0,62}$/;

const nameFor = (folder: string): string => {
  const name = baseName(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "");
  return namePattern.test(name) ? name : "my-universe";
};

/** `flywheel init [dir]`: a universe with two services that work, in one repository with one commit. */
export async function init(
  context: CommandContext,
  dir: string | undefined,
): Promise<CommandResult> {
  const { host } = context;
  const folder =
    dir === undefined ? context.cwd : dir.startsWith("/") ? dir : joinPath(context.cwd, dir);
  const stands = (await host.files.list(folder)).filter((entry) => entry.name !== ".git");
  if (stands.length > 0)
    return problem(
      exits.usage,
      `${folder} is not empty (${stands[0]?.name ?? ""})`,
      "name a folder that is empty or does not stand yet: flywheel init my-universe",
    );
  await copySources(context, joinPath(host.platform.installation, "universe.new"), folder);
  const root = (await host.files.realPath(folder)) ?? folder;
  const name = nameFor(root);
  const file = joinPath(root, "universe.lisp");
  const text = (await host.files.readText(file)) ?? "";
  await host.files.writeText(file, text.replace("(universe my-universe", `(universe ${name}`));
  const universe = await loadUniverse(host, root);
  if (!isSound(universe)) throw new Error("the universe to begin with has errors");
  const stamped = stamp(universe.model, await templatesFor(context, root), { sha256: host.sha256 });
  for (const one of stamped.services.flatMap((service) => service.files)) {
    if (one.kind === "stamped") await host.files.writeText(joinPath(root, one.path), one.text);
  }
  const refused = await commitAll(context, root, `${name}: two services to begin with`);
  const document = {
    schema: "flywheel.init/1",
    root,
    name,
    services: [...universe.model.services.keys()],
  };
  const lines = [
    `${name} stands in ${root}: greetings, and door which uses it, both in TypeScript.`,
    ...(refused === undefined
      ? []
      : [`No commit was made (${refused}); commit once before you plan.`]),
    "",
    "Next, change a line of services/greetings/intent.lisp, such as (text string) to (said string :was text), then",
    "  flywheel plan       # whom it reaches, and what breaks",
    "  flywheel cascade    # stamp, repair, verify, propose",
  ];
  return { exit: exits.done, document, text: lines.join("\n") };
}
