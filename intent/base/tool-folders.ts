/** Names of folders that hold what tools made, and git's own: no service, no intent and no source is looked for there. */
export const toolFolders: ReadonlySet<string> = new Set([
  "node_modules",
  ".git",
  "target",
  ".venv",
  "dist",
  "__pycache__",
  ".flywheel",
  ".ruff_cache",
  ".pytest_cache",
  ".hypothesis",
]);
