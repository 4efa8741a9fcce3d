import { sampledBreaks } from "../support/sampled-breaks.ts";

sampledBreaks("typescript");
