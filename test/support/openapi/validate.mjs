// Prints what OpenAPI's own schema finds wrong in the documents of the arguments. Run in the folder of the packages.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";

for (const path of process.argv.slice(2)) {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(readFileSync(path, "utf8")));
  if (!valid || validator.version !== "3.1")
    console.log(path, validator.version, JSON.stringify(errors));
}
