export type Store = "sqlite" | "postgresql";

/** A service that keeps one entity, `User` by default, whose key is `id`. */
export const intentOf = (
  store: Store,
  fields: string,
  entity = "User",
  key = "(id i32 :key)",
): string =>
  `(service s (language typescript)
  (enum Plan free (pro :wire "the-pro"))
  (entity Place (street string))
  (entity ${entity} ${key} ${fields})
  (crud ${entity.split(" ")[0]} :path "/things" :store ${store}))`;
