import { HostError } from "#intent";
import { systemCode } from "./system-code.ts";

const cures: Readonly<Record<string, readonly [code: string, text: string, cure: string]>> = {
  ENOSPC: [
    "disk-full",
    "the disk is full",
    "free some space and run the command again; nothing was lost",
  ],
  EDQUOT: [
    "disk-full",
    "the disk quota is used up",
    "free some space and run the command again; nothing was lost",
  ],
  // Node says so too where a folder is to be made on a read-only file system.
  ENOENT: [
    "no-place",
    "there is no such place and it cannot be made",
    "check that the folder above stands and can be written",
  ],
  EACCES: ["no-permission", "permission denied", "check the owner and the mode of this path"],
  EPERM: ["no-permission", "operation not permitted", "check the owner and the mode of this path"],
  EROFS: ["read-only", "the file system is read-only", "choose a place that can be written"],
  EFBIG: [
    "file-too-large",
    "the file would exceed the limit on a file's size",
    "raise the limit with `ulimit -f` and run the command again; nothing was lost",
  ],
  EIO: [
    "disk-failed",
    "the disk reports an error",
    "check the disk; what is committed in git is safe",
  ],
  ELOOP: ["link-circle", "symbolic links go round in a circle", "remove one of the links"],
  ENAMETOOLONG: [
    "name-too-long",
    "the path is too long for the file system",
    "choose a shorter place",
  ],
  EMFILE: ["too-many-files", "too many open files", "raise the limit with `ulimit -n`"],
  ENOTDIR: ["not-a-folder", "a part of the path is a file", "move the file that stands in the way"],
  EISDIR: ["is-a-folder", "the path is a folder", "name a file"],
};

/** Turns a failure of the system into a {@link HostError} that names the path and the cure. Other errors pass through. */
export function hostError(error: unknown, path: string): Error {
  const code = systemCode(error);
  const known = code === undefined ? undefined : cures[code];
  if (known !== undefined)
    return new HostError(known[0], `${path}: ${known[1]}`, { path, cure: known[2], cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
