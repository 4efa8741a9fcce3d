import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { thingFields } from "./thousand.ts";

/**
 * Services that live of each other: each but the first takes an entity, an enum, an rpc and an event of others, and every
 * fifth takes them of the first one, so that a universe of 1,000 has a hub with 200 users. Whom a service uses follows from
 * its number alone.
 */
export const serviceName = (index: number): string => `service-${index}`;

export const intentPath = (index: number): string => `services/${serviceName(index)}/intent.lisp`;

/** The services that one uses: older ones, the hub among them for every fifth. */
export function usedBy(index: number): readonly number[] {
  // Knuth's multiplicative hash: close numbers lead to far ones.
  const older = [2_654_435_761, 2_246_822_519].map(
    (factor) => (Math.imul(index, factor) >>> 8) % Math.max(index, 1),
  );
  const hub = index % 5 === 0 ? [0] : [];
  return index === 0 ? [] : [...new Set([...older, ...hub])].toSorted((a, b) => a - b);
}

/** The intent of one service: 10 fields, 4 rpcs, a state machine, a scenario and what it takes of others. */
export function linkedIntent(index: number): string {
  const used = usedBy(index);
  const uses = used.map(
    (other) => `  (uses service-${other} (rpc get-thing) (entity Thing${other}) (enum Plan))\n`,
  );
  const listens = used.map(
    (other) => `  (on service-${other}/thing-created :do note-thing-${other})\n`,
  );
  const foreign = used.map(
    (other) =>
      `\n    (owner-${other} service-${other}/Thing${other}.id)\n    (plan-${other} service-${other}/Plan :default free)`,
  );
  // Some hold a whole entity of another service, so that what is deep inside reaches far.
  const origin =
    index % 3 === 0
      ? used.slice(0, 1).map((other) => `\n    (origin (optional service-${other}/Thing${other}))`)
      : [];
  return `(lang intent 1.0)

(service service-${index}
  "The service with number ${index}."
  (language typescript)
${uses.join("")}  (entity Thing${index}
    "Something that is kept."
    ${thingFields}${[...foreign, ...origin].join("")})
  (enum Plan free pro enterprise)
  (error not-found :status 404 (id i64))
  (rpc get-thing "Finds one." (in (id Thing${index}.id)) (out Thing${index}) (errors not-found))
  (rpc list-things "Finds all." (in (plan Plan :default free)) (out (list Thing${index})))
  (rpc create-thing "Makes one." (in (thing Thing${index})) (out Thing${index}))
  (rpc remove-thing "Takes one away." (in (id Thing${index}.id)) (errors not-found))
  (event thing-created (thing Thing${index}))
${listens.join("")}  (machine plans
    (for Thing${index}.plan)
    (initial free)
    (states free pro enterprise)
    (transition upgrade :from free :to pro)
    (transition grow :from pro :to enterprise))
  (scenario "a thing can be found"
    (call get-thing (id 1) :as found)
    (expect (plan free))))
`;
}

/** Writes a universe of so many services below a folder, as one repository with one commit. */
export function writeLinked(root: string, count: number): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("universe.lisp", '(lang intent 1.0)\n\n(universe linked\n  (services "services/*"))\n');
  for (let index = 0; index < count; index++) write(intentPath(index), linkedIntent(index));
  const git = (...args: string[]): void => {
    const who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
    execFileSync("git", [...who, ...args], { cwd: root, stdio: "ignore" });
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "as it stands");
}
