import { toolFolders } from "#intent";
import { segmentPattern } from "./paths.ts";

/** Whether a glob of `(services …)` names a folder, by its path alone: what `expandGlob` finds on the disk is what it names. */
export function globNames(glob: string, folder: string): boolean {
  const segments = glob.split("/").filter((part) => part !== "" && part !== ".");
  const parts = folder.split("/").filter((part) => part !== "");
  return parts.length > 0 && names(segments, parts);
}

function names(segments: readonly string[], parts: readonly string[]): boolean {
  const [segment, ...further] = segments;
  const [part, ...inner] = parts;
  if (segment === undefined) return part === undefined;
  if (segment === "**")
    // No folder, or one more: tools keep theirs for themselves.
    return (
      names(further, parts) ||
      (part !== undefined && !toolFolders.has(part) && names(segments, inner))
    );
  if (part === undefined) return false;
  const isPattern = segment.includes("*") || segment.includes("?");
  const fits = isPattern
    ? segmentPattern(segment).test(part) && !toolFolders.has(part)
    : segment === part;
  return fits && names(further, inner);
}
