const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {import("vscode-languageclient/node").LanguageClient | undefined} */
let client;

/** Starts the server for the folder that is open; it ends with the window. */
async function activate() {
  const [command, ...args] = workspace.getConfiguration("flywheel").get("command");
  const options = { cwd: workspace.workspaceFolders?.[0]?.uri.fsPath };
  client = new LanguageClient(
    "flywheel",
    "Flywheel intents",
    { command, args, options },
    {
      documentSelector: [{ language: "intent", scheme: "file" }],
      // Texts that change outside of the editor, such as by another branch, are read again.
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.lisp") },
    },
  );
  await client.start();
}

const deactivate = () => client?.stop();

module.exports = { activate, deactivate };
