import { aSample, loadConfig, LostSample, Closed, Publisher, router, serve } from "./generated.ts";
import type { Sample } from "./generated.ts";

const config = loadConfig();
const publisher = Publisher.fromEnv();
const kept = new Map<bigint, Sample>();

/** What each rpc does is chosen by the test through the title. */
const app = router({
  save: async ({ sample }, ctx) => {
    if (sample.title === "lost") return new LostSample({ id: sample.id, shelf: config.owner });
    if (sample.title === "closed") return new Closed();
    if (sample.title === "broken") throw new Error("the shelf fell");
    if (sample.title === "nan") return { ...sample, ratio: Number.NaN };
    if (sample.title === "grouped") {
      // An object without a prototype is JSON as well.
      return { ...sample, rest: Object.groupBy(["a", "bc", "d"], (word) => String(word.length)) };
    }
    if (sample.title === "slow") await new Promise((resolve) => setTimeout(resolve, 300));
    kept.set(sample.id, sample);
    await publisher.sampleSaved({ sample }, ctx);
    return sample;
  },
  delete_: async ({ id }) => void kept.delete(id),
  find: async ({ limit, mood }) => [...kept.values()].slice(0, limit).find((sample) => mood === undefined || sample.mood === mood),
  countByMood: async () => new Map([["calm", BigInt(kept.size + config.batchSize)]]),
});

aSample();
await serve(app, config);
