import type { Service } from "#intent";
import type { ImplementationFact, MirroredFile } from "../mirror/facts.ts";
import { implementsContract } from "./contracts.ts";
import { placeIn } from "./places.ts";
import type { Drift, DriftRule } from "./types.ts";
import { universeOf } from "./universe.ts";
import type { ServiceView } from "./view.ts";

/** The handlers of one service stand in the folder of another. */
export const foreignHandler: DriftRule = {
  code: "foreign-handler",
  category: "location-mismatch",
  severity: "error",
  what: "A service's code stands in a folder that its intent does not name.",
  find: (view) => [
    ...view.own.flatMap((file) =>
      file.facts.implementations.flatMap((one) => {
        const owner = foreignOwner(view, file, one);
        if (owner === undefined) return [];
        const where = `in the folder of ${view.service.name}`;
        return [told(owner, file, one, where)];
      }),
    ),
    ...view.outside.flatMap((file) =>
      file.facts.implementations
        .filter((one) => implementsContract(view.service, file, one))
        .map((one) => told(view.service, file, one, "in a folder without an intent")),
    ),
  ],
};

const told = (
  owner: Service,
  file: MirroredFile,
  one: ImplementationFact,
  where: string,
): Drift => ({
  symbol: owner.name,
  message: `the contract of ${owner.name} is implemented ${where}`,
  code: placeIn(file.path, one.at),
  intent: { file: owner.file, span: owner.nameSpan ?? owner.span },
  fix: { title: `move it to ${owner.directory}, the folder of ${owner.name}'s intent` },
});

/** Whose contract it is, where that is another service of this universe. */
function foreignOwner(
  { model, service }: ServiceView,
  file: MirroredFile,
  one: ImplementationFact,
): Service | undefined {
  const isOwnType = file.facts.types.some((type) => type.name === one.contract);
  if (isOwnType || implementsContract(service, file, one)) return undefined;
  const universe = universeOf(model);
  return file.language === "rust"
    ? universe.byTrait.get(one.contract)?.find((other) => implementsContract(other, file, one))
    : universe.byContract.get(one.contract);
}
