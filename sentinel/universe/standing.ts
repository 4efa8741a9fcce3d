import type { Standing } from "#forge";
import type { Files } from "#intent";
import { joinPath } from "./paths.ts";

/** The texts that stand below a root, for stamps that go on from them. */
export const standingIn =
  (files: Pick<Files, "readTextNow">, root: string): Standing =>
  (path) =>
    files.readTextNow(joinPath(root, path));
