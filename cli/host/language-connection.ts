import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Connection } from "vscode-languageserver";

/** A connection to an editor over standard input and output, which nothing else may write to while it lasts. */
export const stdioConnection = (): Connection =>
  createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
