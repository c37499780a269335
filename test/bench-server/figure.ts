/** What one measurement found, beside what was promised, as a row of a table. */
import { loadavg } from "node:os";

export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Empty for what explains another figure and promises nothing. */
  readonly budget: string;
  readonly isMet?: boolean;
}

export const figure = (what: string, measured: string): Figure => ({ what, measured, budget: "" });

/** `value` against the most, or with `atLeast` the least, that was promised. */
export function against(what: string, value: number, budget: number, unit: string, { atLeast = false } = {}): Figure {
  const isMet = atLeast ? value >= budget : value <= budget;
  return { what, measured: `${short(value)} ${unit}`, budget: `${atLeast ? "≥" : "≤"} ${short(budget)} ${unit}`, isMet };
}

export const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2));

export function table(figures: readonly Figure[]): string {
  const rows = [
    ["what", "measured", "budget", ""],
    ...figures.map(({ what, measured, budget, isMet }) => [
      what,
      measured,
      budget,
      isMet === undefined ? "" : isMet ? "met" : "NOT MET",
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")).join("\n");
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Others may be at work on the machine: said beside every figure. */
export const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
