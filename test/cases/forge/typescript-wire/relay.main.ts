import { aSeen, loadConfig, router, serve } from "./generated.ts";
import { SamplesClient } from "./generated.samples.ts";

const samples = SamplesClient.fromEnv();
let seen = aSeen({ title: "", requestId: "", events: 0 });

await serve(
  router({
    passOn: ({ sample }, ctx) => samples.save({ sample }, ctx),
    lastSeen: async () => seen,
    remember: async ({ sample }, ctx) => {
      seen = { title: sample.title, requestId: ctx.requestId, events: seen.events + 1 };
    },
  }),
  loadConfig(),
);
