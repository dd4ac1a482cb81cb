// Numbers and days as people write them.

import type { Format } from "./metrics";
import type { Span } from "./period";
import { parts } from "./period";
import type { Day } from "./table";

const SYMBOLS: Record<string, string> = {
  GBP: "£",
  THB: "฿",
  BRL: "R$",
  USD: "$",
  EUR: "€",
  IDR: "Rp",
  VND: "₫",
  MYR: "RM",
  PHP: "₱",
  SGD: "S$",
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const NOTHING = "–";

export function symbol(currency: string): string {
  return SYMBOLS[currency] ?? `${currency} `;
}

function fixed(value: number, digits: number): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function compact(value: number): string {
  const size = Math.abs(value);
  // 999,950 would round to 1000.0K: the unit changes a little before the power of ten.
  if (size >= 999_500_000) return `${fixed(value / 1e9, 2)}B`;
  if (size >= 999_500) return `${fixed(value / 1e6, 2)}M`;
  if (size >= 9_995) return `${fixed(value / 1e3, 1)}K`;
  return fixed(value, size >= 100 || Number.isInteger(value) ? 0 : 2);
}

function signed(value: number, text: (size: number) => string): string {
  return value < 0 ? `-${text(-value)}` : text(value);
}

/** Short, for tiles and axes: ฿1.23M, 12.3%, 4.56x. */
export function short(value: number | null, format: Format, currency: string): string {
  if (value === null) return NOTHING;
  switch (format) {
    case "money":
      return signed(value, (size) => `${symbol(currency)}${compact(size)}`);
    case "count":
      return compact(value);
    case "percent":
      return `${fixed(value * 100, 1)}%`;
    case "ratio":
      return `${fixed(value, 2)}x`;
  }
}

/** Every digit, for tables and for whoever checks: ฿1,234,567.89. */
export function exact(value: number | null, format: Format, currency: string): string {
  if (value === null) return NOTHING;
  switch (format) {
    case "money":
      return signed(value, (size) => `${symbol(currency)}${fixed(size, 2)}`);
    case "count":
      return fixed(value, 0);
    case "percent":
      return `${fixed(value * 100, 2)}%`;
    case "ratio":
      return `${fixed(value, 3)}x`;
  }
}

/**
 * What has changed since the period before: of an amount the share that it grew by, of a percentage
 * the difference in points, for 70% after 68% is not "up 3%". Nothing where nothing was.
 */
export type Change = { value: number; text: string; isLevel: boolean };

export function change(now: number | null, before: number | null, format: Format): Change | null {
  if (now === null || before === null) return null;
  if (format === "percent") {
    const points = now - before;
    return { value: points, text: `${plus(points)}${fixed(points * 100, 1)} pp`, isLevel: isLevel(points) };
  }
  if (before === 0) return null;
  const share = now / before - 1;
  return { value: share, text: `${plus(share)}${fixed(share * 100, 1)}%`, isLevel: isLevel(share) };
}

function plus(value: number): string {
  return value > 0 && !isLevel(value) ? "+" : "";
}

/** Less than shows in one decimal. */
function isLevel(value: number): boolean {
  return Math.abs(value) < 0.0005;
}

export function date(day: Day): string {
  const { year, month, day: date } = parts(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

export function monthYear(day: Day): string {
  const { year, month } = parts(day);
  return `${MONTHS[month]} ${year}`;
}

export function quarter(day: Day): string {
  const { year, month } = parts(day);
  return `Q${Math.floor(month / 3) + 1} ${year}`;
}

/** A period at the beginning of a sentence. */
export function spanInWords({ from, to }: Span): string {
  if (from === to) return `On ${date(from)}`;
  const start = parts(from);
  const first = start.year === parts(to).year ? `${start.day} ${MONTHS[start.month]}` : date(from);
  return `From ${first} to ${date(to)}`;
}

/** A label within a sentence: "Net revenue" becomes "net revenue", "GMV" stays. */
export function inSentence(label: string): string {
  return /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
