/** Properties look at the same cases in every run: what a new one finds is found by whoever looks for it (`npm run test:histories`, `test:model`). */
import fc from "fast-check";

if (process.env.RECADO_HISTORIES === undefined) fc.configureGlobal({ seed: 1 });
