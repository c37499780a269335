/** Spans of time as they stand in the settings' fields: an amount and a unit, kept as one text like "2 min". */

const UNIT_MS = { s: 1_000, min: 60_000, h: 3_600_000, days: 86_400_000 } as const;
export type Unit = keyof typeof UNIT_MS;
export const UNITS: readonly Unit[] = ["s", "min", "h", "days"];

/** In the largest unit that gives a whole number: "90 s", "2 min", "7 days". */
export function asText(ms: number): string {
  const unit = [...UNITS].reverse().find((unit) => ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0) ?? "s";
  return joined({ amount: String(ms / UNIT_MS[unit]), unit });
}

/** Milliseconds; undefined where no amount stands, NaN where it is no number. */
export function asMs(text: string): number | undefined {
  const { amount, unit } = parts(text);
  return amount.trim() === "" ? undefined : Math.round(Number(amount.replace(",", ".")) * UNIT_MS[unit]);
}

export function parts(text: string): { amount: string; unit: Unit } {
  const [, amount = "", word] = /^(.*) (\w+)$/.exec(text) ?? [];
  return { amount, unit: UNITS.find((unit) => unit === word) ?? "min" };
}

export function joined({ amount, unit }: { amount: string; unit: Unit }): string {
  return `${amount} ${unit}`;
}
