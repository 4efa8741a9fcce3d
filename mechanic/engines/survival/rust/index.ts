import type { Host, RepairRequest } from "#intent";

import { laidOut } from "../../delta/rust/layout.ts";
import { inTest, parseRust, walk } from "../../delta/rust/tree.ts";
import type { Found, Site } from "../site.ts";
import { indexSite } from "./indexes.ts";
import { macroSite } from "./macros.ts";
import { unwrapSite } from "./unwraps.ts";

/** What is built beside the service and is no part of it. */
const besides = /(?:^|\/)(?:benches|examples)\/|(?:^|\/)build\.rs$/;

/**
 * Panic sites of Rust, read from the syntax tree with macro calls opened up: `unwrap` and `expect`, indexing, and the
 * macros that panic. Types are the check gate's business: it judges every fix.
 */
export async function rustSites(request: RepairRequest, host: Host): Promise<Found> {
  const sites: Site[] = [];
  for (const [path, text] of request.sources) {
    if (request.tests.has(path) || !path.endsWith(".rs") || besides.test(path)) continue;
    const { root } = await parseRust(host, path, text);
    for (const node of walk(root)) {
      const site = unwrapSite(node) ?? indexSite(node) ?? macroSite(node);
      if (site !== undefined && !inTest(node, request.tests)) sites.push(site);
    }
  }
  return { sites, laidOut: (edits) => laidOut(edits, { request, host }) };
}
