/** A message may ask its reader for the contact. */
import type { Migration } from "../migrations.js";

export const askingForTheContact: Migration = {
  name: "0010-asking-for-the-contact",
  sql: `
alter table messages add column asks text;
`,
};
