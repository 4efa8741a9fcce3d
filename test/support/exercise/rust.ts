import { resolveType, type ResolvedType } from "#forge";
import {
  derived,
  fieldName,
  typeName,
  valueName,
  variantName,
  type Field,
  type Model,
} from "#intent";
import { fieldsOf, holdsEntity } from "../../../forge/print/rust/types.ts";
import type { Exercise, Owned, Record } from "./parts.ts";
import { spelt, speltRecord, type Spelling } from "./spelling.ts";

const prelude = `#![allow(unused, clippy::all)]
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

fn given<T>() -> T {
    panic!("nothing of this is run")
}
`;

/** Rust that does all of an exercise over the module `generated` of its crate, with every type said in full. */
export function rustExercise(model: Model, exercise: Exercise): string {
  const own = exercise.service.name;
  const named = (service: string, name: string): string =>
    service === own
      ? `crate::generated::${name}`
      : `crate::generated::${valueName("rust", service)}::${name}`;
  const spelling: Spelling = {
    language: "rust",
    named,
    list: (item) => `Vec<${item}>`,
    optional: (item) => `Option<${item}>`,
    map: (key, value) => `BTreeMap<${key}, ${value}>`,
  };
  const typeOf = (type: ResolvedType): string => spelt(spelling, type);
  /** The type of a field of `owner`; an optional that would hold its own entity is boxed. */
  const fieldType = (owner: Owned<Record> | undefined, field: Field): string => {
    const type = resolveType(model, field.type);
    if (type.kind !== "optional" || owner?.item.kind !== "entity") return typeOf(type);
    return holdsEntity(type.item, `${owner.service}/${owner.item.name}`, fieldsOf(model))
      ? `Option<Box<${typeOf(type.item)}>>`
      : typeOf(type);
  };
  const nameOf = (one: Owned<Record>): string => speltRecord(spelling, one);
  let counted = 0;
  const fresh = (): string => `f${(counted += 1)}`;
  const reading = (type: string, fields: readonly Field[], owner?: Owned<Record>): string =>
    `pub fn ${fresh()}(value: ${type}) {
${fields.map((field, at) => `    let v${at}: ${fieldType(owner, field)} = value.${fieldName("rust", field)};`).join("\n")}
}`;
  const making = (type: string, fields: readonly Field[], owner?: Owned<Record>): string =>
    `pub fn ${fresh()}(${fields.map((field, at) => `v${at}: ${fieldType(owner, field)}`).join(", ")}) -> ${type} {
    ${type} { ${fields.map((field, at) => `${fieldName("rust", field)}: v${at}`).join(", ")} }
}`;

  const parts: string[] = [];
  for (const one of exercise.reads) parts.push(reading(nameOf(one), one.item.fields, one));
  for (const one of exercise.constructs) parts.push(making(nameOf(one), one.item.fields, one));
  for (const { service, item } of exercise.matches) {
    const type = named(service, typeName("rust", item.name));
    const variants = item.variants.map((one) => `${type}::${variantName("rust", one)}`);
    parts.push(
      `pub fn ${fresh()}(value: ${type}) -> i32 {
    match value {
${variants.map((name, at) => `        ${name} => ${at},`).join("\n")}
        ${type}::Unknown(_) => -1,
    }
}`,
      `pub fn ${fresh()}() -> Vec<${type}> {\n    vec![${variants.join(", ")}]\n}`,
    );
  }
  for (const { service, item } of exercise.aliases)
    parts.push(
      `pub fn ${fresh()}(value: ${named(service, typeName("rust", item.name))}) -> ${typeOf(resolveType(model, item.type))} {\n    value\n}`,
    );
  for (const { service, item: rpc } of exercise.calls) {
    const input = named(service, derived.input(rpc.name));
    const failed = named(service, derived.rpcError(rpc.name));
    const output = rpc.output === undefined ? "()" : typeOf(resolveType(model, rpc.output));
    const arms = rpc.errors.map(
      (error) =>
        `        Err(${failed}::${derived.error(error.name)}(error)) => { let _: ${named(error.service, derived.error(error.name))} = error; }`,
    );
    parts.push(
      making(input, rpc.input),
      `pub async fn ${fresh()}(client: ${named(service, derived.client(service))}, ctx: crate::generated::Ctx, input: ${input}) {
    match client.${valueName("rust", rpc.name)}(&ctx, input).await {
        Ok(output) => { let _: ${output} = output; }
${arms.join("\n")}
        Err(${failed}::Internal(_)) => {}
    }
}`,
    );
  }
  for (const rpc of exercise.implements) {
    const input = named(own, derived.input(rpc.name));
    const failed = named(own, derived.rpcError(rpc.name));
    const output = rpc.output === undefined ? "()" : typeOf(resolveType(model, rpc.output));
    parts.push(
      reading(input, rpc.input),
      making(input, rpc.input),
      `impl ${named(own, derived.rpcTrait(rpc.name))} for App {
    async fn ${valueName("rust", rpc.name)}(&self, ctx: &crate::generated::Ctx, input: ${input}) -> Result<${output}, ${failed}> {
${rpc.errors.map((error) => `        let _ = ${failed}::${derived.error(error.name)}(given::<${named(error.service, derived.error(error.name))}>());`).join("\n")}
        given()
    }
}`,
    );
  }
  for (const { handler, event } of exercise.listens)
    parts.push(`impl ${named(own, derived.listenerTrait(handler))} for App {
    async fn ${valueName("rust", handler)}(&self, ctx: &crate::generated::Ctx, event: ${named(event.service, derived.event(event.item.name))}) -> anyhow::Result<()> {
        given()
    }
}`);
  parts.push(
    `#[derive(Clone)]\npub struct App;\npub fn ${fresh()}() {\n    let _ = crate::generated::router(App);\n}`,
  );
  for (const event of exercise.publishes)
    parts.push(
      `pub async fn ${fresh()}(to: crate::generated::Publisher, event: ${named(own, derived.event(event.name))}) -> anyhow::Result<()> {\n    to.${valueName("rust", event.name)}(&event).await\n}`,
    );
  parts.push(reading("crate::generated::Config", exercise.settings));
  return `${prelude}\n${parts.join("\n\n")}\n`;
}
