import { expect, test } from "vitest";
import { diffModels, reach, type Model } from "#intent";
import { modelOf } from "../support/model-of.ts";

const towerWith = (field: string): Model =>
  modelOf(`(service shop (language rust)
  (machine bells (for tower/Bell.mood) (initial quiet) (states quiet loud) (transition ring :from quiet :to loud)))
(service tower (language typescript) (enum Mood quiet loud) (entity Bell (id i32) ${field} (mood Mood)))`);

test("a machine of another service's field holds the whole entity: a change of any field reaches it", () => {
  const [before, after] = [towerWith(""), towerWith("(weight i64)")];
  const reached = reach(before, after, diffModels(before, after));
  expect(reached.map(({ service, reasons }) => [service, reasons.map(({ via }) => via)])).toEqual([
    ["shop", ["shop/machine:bells", "shop/machine:bells"]],
    ["tower", ["tower/Bell", "tower/Bell"]],
  ]);
});
