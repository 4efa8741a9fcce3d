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
    { documentSelector: [{ language: "intent", scheme: "file" }] },
  );
  await client.start();
}

const deactivate = () => client?.stop();

module.exports = { activate, deactivate };
