import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { text } from "node:stream/consumers";

/** What stdin says in JSON: whom to call, and with what. */
interface Job {
  /** `modern` speaks the protocol of 2026-07-28, `legacy` the one before. */
  readonly era: "legacy" | "modern";
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without a URL: what is started and spoken to over stdin and stdout. */
  readonly command?: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly calls: readonly {
    readonly name: string;
    readonly arguments: Readonly<Record<string, unknown>>;
  }[];
}

/** What a call comes to: what was answered, or the protocol's error. */
async function answerOf(
  client: Client,
  call: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> },
): Promise<unknown> {
  try {
    const { content, structuredContent, isError } = await client.callTool(call);
    return { content, structuredContent, isError };
  } catch (error) {
    return { thrown: String(error) };
  }
}

async function run({ era, url, headers, command, cwd, env, calls }: Job): Promise<unknown> {
  const [program, ...args] = command ?? [""];
  const transport =
    url === undefined
      ? new StdioClientTransport({
          command: program,
          args,
          stderr: "inherit",
          ...(cwd === undefined ? {} : { cwd }),
          ...(env === undefined ? {} : { env }),
        })
      : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { ...headers } } });
  const client = new Client(
    { name: "test", version: "1.0.0" },
    era === "legacy" ? {} : { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  await client.connect(transport);
  const server = client.getServerVersion();
  const { tools } = await client.listTools();
  const answers: unknown[] = [];
  for (const call of calls) answers.push(await answerOf(client, call));
  await client.close();
  return { server, tools, answers };
}

const job: Job = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await run(job)));
