import { rpcPath, toolWireName, type Model, type Rpc, type Service, type Tool } from "#intent";
import type { Foreign } from "./foreign.ts";
import { likewise } from "./origins.ts";
import { resolveType } from "./resolve.ts";
import { inputSchema, outputSchema, type Schema } from "./schemas.ts";

/** A tool as an MCP server has it, the same in every language. */
export interface ToolPlan {
  /** As models call it. */
  readonly name: string;
  readonly description: string | undefined;
  readonly input: Schema;
  /** Absent where the tool answers with nothing. */
  readonly output: Schema | undefined;
  /** Whether the answer is no object by itself and stands under `result`: MCP's structured content is one. */
  readonly wrapped: boolean;
}

/** What is stamped of a tool beside its handler. */
export function toolPlan(model: Model, service: string, tool: Tool): ToolPlan {
  const type = tool.output === undefined ? undefined : resolveType(model, tool.output);
  const wrapped =
    type !== undefined && !["entity", "map", "page", "patch", "union"].includes(type.kind);
  return {
    name: toolWireName(tool),
    description: tool.doc,
    input: inputSchema(model, service, tool.input),
    output: type && outputSchema(model, service, type, wrapped),
    wrapped,
  };
}

/** A tool as what answers its calls: in stamped code a tool is an rpc that is called in another way. */
const asRpc = (tool: Tool): Rpc => ({ ...tool, kind: "rpc" });

/**
 * The service with its tools among its rpcs, so that all that reads, answers and refuses is made for both in one way.
 * {@link toolOf} tells them apart: no rpc has the name of a tool.
 */
export const withTools = (service: Service): Service =>
  service.patterns.tools.length === 0
    ? service
    : {
        ...service,
        rpcs: likewise(service.rpcs, [...service.rpcs, ...service.patterns.tools.map(asRpc)]),
      };

/** The tool that an rpc of {@link withTools} is; what is used of another service is none. */
export const toolOf = (part: Service | Foreign, { name }: Pick<Rpc, "name">): Tool | undefined =>
  "patterns" in part ? part.patterns.tools.find((tool) => tool.name === name) : undefined;

export const isTool = (part: Service | Foreign, rpc: Pick<Rpc, "name">): boolean =>
  toolOf(part, rpc) !== undefined;

/** What an rpc of {@link withTools} is for those who wrote it, in diagnostics: `rpc find` or `tool find`. */
export const calledAs = (part: Service | Foreign, rpc: Pick<Rpc, "name">): string =>
  `${isTool(part, rpc) ? "tool" : "rpc"} ${rpc.name}`;

/** Where an rpc is answered; calls of a tool come from inside of the service, and nothing else reaches their path. */
export const pathOf = (part: Service | Foreign, rpc: Rpc): string =>
  isTool(part, rpc) ? `/tools/${toolWireName(rpc)}` : rpcPath(rpc);
