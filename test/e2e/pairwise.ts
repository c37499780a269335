/** Rows in which every pair of values of two axes occurs at least once: the whole matrix would take ten times as long and find little more. */
export function pairwise<Row extends { readonly [axis in string]: unknown }>(
  axes: {
    readonly [axis in keyof Row]: readonly Row[axis][];
  },
): Row[] {
  const names: (keyof Row)[] = Object.keys(axes);
  const all = names.reduce<Row[]>(
    (rows, name) => rows.flatMap((row) => axes[name].map((value) => ({ ...row, [name]: value }))),
    [{} as Row],
  );
  const pairsOf = (row: Row) =>
    names.flatMap((one, at) => names.slice(at + 1).map((other) => `${String(one)}=${row[one]} ${String(other)}=${row[other]}`));
  const missing = new Set(all.flatMap(pairsOf));
  const rows: Row[] = [];
  while (missing.size > 0) {
    const news = (row: Row) => pairsOf(row).filter((pair) => missing.has(pair)).length;
    // The first of those that bring most: the same rows in every run.
    const best = all.reduce((best, row) => (news(row) > news(best) ? row : best));
    for (const pair of pairsOf(best)) missing.delete(pair);
    rows.push(best);
  }
  return rows;
}
