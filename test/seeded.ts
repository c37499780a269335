/** Properties look at the same cases in every run, so that a red one speaks of the code: `RECADO_SEED=any npm run test:unit` looks at others. */
import fc from "fast-check";

const { RECADO_SEED = "1" } = process.env;
if (RECADO_SEED !== "any") fc.configureGlobal({ seed: Number(RECADO_SEED) });
