/** "2.3 MB", as the language writes it. */
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function fileSize(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  const digits = value < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step > 0 ? "short" : "long",
    maximumFractionDigits: digits,
  }).format(value);
}
