import { wordsOf, type Crud, type Entity, type Field, type Rpc, type Service } from "#intent";
import { byName } from "./foreign.ts";

/** An entity that a service keeps, with the rpcs that answer for it. */
export interface CrudPlan {
  readonly entity: Entity;
  readonly store: Crud["store"];
  readonly key: Field;
  /** Whether a key is made where nobody gives one. */
  readonly makesKey: boolean;
  readonly unique: readonly Field[];
  readonly rpcs: readonly Rpc[];
  /** Names of the declared errors. */
  readonly notFound: string;
  readonly taken: string;
}

/** What rpcs of a crud do; one that the intent declares itself is none of them. */
export const deeds = ["create", "get", "update", "delete", "list"] as const;

/** Those of a service that stand in a database. */
export const tabledOf = (service: Service): CrudPlan[] =>
  crudsOf(service).filter(({ store }) => store !== "memory");

/** The cruds of a service, sorted by the name of the entity; those that no stamp is made of are refused before. */
export const crudsOf = ({ entities, patterns, rpcs }: Service): CrudPlan[] => {
  return byName(entities).flatMap((entity) => {
    const key = entity.fields.find((field) => field.key);
    const crud = patterns.cruds.find((one) => one.entity.name === entity.name);
    if (crud === undefined || key === undefined) return [];
    const name = wordsOf(entity.name).join("-");
    const own = rpcs.filter(({ crud }) => crud?.entity === entity.name);
    const given = own.find(({ crud }) => crud?.does === "create")?.input;
    return [
      {
        entity,
        store: crud.store,
        key,
        makesKey: given?.find((field) => field.name === key.name)?.type.kind === "optional",
        unique: entity.fields.filter((field) => field.unique && !field.key),
        rpcs: own,
        notFound: `${name}-not-found`,
        taken: `${name}-taken`,
      },
    ];
  });
};
