import { forgottenField } from "./forgotten-field.ts";
import { assembledAddress } from "./assembled-address.ts";
import { codeOutsideCustom } from "./code-outside-custom.ts";
import { directHttp } from "./direct-http.ts";
import { editedStamp } from "./edited-stamp.ts";
import { extraField } from "./extra-field.ts";
import { extraType } from "./extra-type.ts";
import { extraVariant } from "./extra-variant.ts";
import { fieldDefault } from "./field-default.ts";
import { fieldOptionality } from "./field-optionality.ts";
import { fieldType } from "./field-type.ts";
import { fieldWire } from "./field-wire.ts";
import { foreignHandler } from "./foreign-handler.ts";
import { handlerOutsideCustom } from "./handler-outside-custom.ts";
import { handlerSignature } from "./handler-signature.ts";
import { missingCall } from "./missing-call.ts";
import { missingField } from "./missing-field.ts";
import { missingHandler } from "./missing-handler.ts";
import { missingListener } from "./missing-listener.ts";
import { missingPublish } from "./missing-publish.ts";
import { missingRoute } from "./missing-route.ts";
import { missingStamp } from "./missing-stamp.ts";
import { missingType } from "./missing-type.ts";
import { missingVariant } from "./missing-variant.ts";
import { missingWiring } from "./missing-wiring.ts";
import { redeclaredType } from "./redeclared-type.ts";
import { staleStamp } from "./stale-stamp.ts";
import { strayStamp } from "./stray-stamp.ts";
import type { DriftRule } from "./types.ts";
import { undeclaredCall } from "./undeclared-call.ts";
import { undeclaredHandler } from "./undeclared-handler.ts";
import { undeclaredPublish } from "./undeclared-publish.ts";
import { undeclaredRoute } from "./undeclared-route.ts";
import { unknownField } from "./unknown-field.ts";
import { unregisteredListener } from "./unregistered-listener.ts";

/** Every code of a finding, by category; in this order they are looked for and listed. */
export const driftRules: readonly DriftRule[] = [
  missingHandler,
  missingListener,
  missingRoute,
  unregisteredListener,
  missingPublish,
  missingWiring,
  missingStamp,
  missingCall,
  undeclaredCall,
  undeclaredPublish,
  directHttp,
  assembledAddress,
  undeclaredRoute,
  undeclaredHandler,
  staleStamp,
  editedStamp,
  missingType,
  extraType,
  missingField,
  extraField,
  fieldType,
  fieldOptionality,
  fieldDefault,
  fieldWire,
  missingVariant,
  extraVariant,
  handlerSignature,
  unknownField,
  forgottenField,
  handlerOutsideCustom,
  codeOutsideCustom,
  foreignHandler,
  redeclaredType,
  strayStamp,
];
