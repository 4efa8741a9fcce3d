import { sampledBreaks } from "../support/sampled-breaks.ts";

sampledBreaks("python");
