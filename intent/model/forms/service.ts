import type { ArgumentSpec, FormSpec } from "../form-spec.ts";
import { brokers, governances, languages, tiers } from "../types.ts";
import { form } from "./row.ts";

const commands: ArgumentSpec = { kind: "string", what: "a command", many: "rest" };
const gatePlaces = ["gates", "gates of a language"];
/** Rows of a service's settings. */
export const serviceForms: readonly FormSpec[] = [
  form("language", ["service"], "The language that is stamped.", "(language rust)", {
    arguments: [{ kind: "choice", what: "a language", oneOf: languages }],
    required: true,
  }),
  form(
    "governance",
    ["service"],
    "What an engine may do to hand-written code.",
    "(governance strict-codegen)",
    {
      arguments: [{ kind: "choice", what: "a mode of governance", oneOf: governances }],
    },
  ),
  form(
    "tier",
    ["service"],
    "The service's class; it sets the default of governance.",
    "(tier blueprint)",
    {
      arguments: [{ kind: "choice", what: "a tier", oneOf: tiers }],
    },
  ),
  form(
    "gates",
    ["service"],
    "Commands that judge this service, in place of its language's.",
    '(gates (check "cargo check"))',
    { holds: "forms" },
  ),
  form(
    "setup",
    gatePlaces,
    "Runs once per run tree, manifests and toolchain.",
    '(setup "cargo fetch")',
    { arguments: [commands] },
  ),
  form(
    "check",
    gatePlaces,
    "Compiles. Without a command the gate is not declared.",
    '(check "cargo check --all-targets")',
    { arguments: [commands] },
  ),
  form(
    "lint",
    gatePlaces,
    "Lints. Without a command the gate is not declared.",
    '(lint "cargo clippy --all-targets -- -D warnings")',
    {
      arguments: [commands],
    },
  ),
  form(
    "test",
    gatePlaces,
    "Tests. Without a command the gate is not declared.",
    '(test "cargo test")',
    { arguments: [commands] },
  ),
  form(
    "bootstrap",
    ["service"],
    "Settings that the service reads when it starts.",
    "(bootstrap (config (port u32 :default 8080)))",
    { holds: "forms" },
  ),
  form(
    "config",
    ["bootstrap"],
    "Each field is read from the environment and validated.",
    "(config (port u32 :default 8080))",
    { holds: "fields" },
  ),
  form(
    "broker",
    ["bootstrap"],
    "What carries its events, kept until it has them; without it they are pushed over HTTP as they come.",
    "(broker nats)",
    { arguments: [{ kind: "choice", what: "a broker", oneOf: brokers }] },
  ),
  form(
    "gap",
    ["service"],
    "An open question: shown by audits, stamps nothing.",
    '(gap "Who may delete a user?")',
    {
      arguments: [{ kind: "string", what: "a question" }],
      repeatable: true,
    },
  ),
];
