import type { Diagnostic } from "../base/diagnostic.ts";
import { modelProblem } from "./messages.ts";
import type { Service } from "./types.ts";

/** Why no stamp can be made of a service yet: forms of its own intent that only later versions stamp. */
export const unstampedOf = (service: Service): Diagnostic[] =>
  service.unstamped.map(({ head, span }) =>
    modelProblem("form-not-supported-yet", service.file, span, { head }),
  );
