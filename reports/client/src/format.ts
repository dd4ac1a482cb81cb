// Numbers and days as people write them.

import { spoken, t } from "./i18n";
import type { Format } from "./metrics";
import type { Comparison, Grain, Preset, Span } from "./period";
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

const MONTHS = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  th: ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
};

const WEEKDAYS = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  th: ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."],
};

// The Buddhist era, in which Thai readers date.
const THAI_ERA = 543;

export const NOTHING = "–";

export function symbol(currency: string): string {
  return SYMBOLS[currency] ?? `${currency} `;
}

// Making one is slow: a redraw of a page writes thousands of numbers.
const writers: Intl.NumberFormat[] = [];

function fixed(value: number, digits: number): string {
  writers[digits] ??= new Intl.NumberFormat("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return writers[digits].format(value);
}

function compact(value: number): string {
  const size = Math.abs(value);
  if (spoken() === "th") return compactThai(value);
  // 999,950 would round to 1000.0K: the unit changes a little before the power of ten.
  if (size >= 999_500_000) return `${fixed(value / 1e9, 2)}B`;
  if (size >= 999_500) return `${fixed(value / 1e6, 2)}M`;
  if (size >= 9_995) return `${fixed(value / 1e3, 1)}K`;
  return fixed(value, size >= 100 || Number.isInteger(value) ? 0 : 2);
}

/** Thai counts in millions; below, every digit. */
function compactThai(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_500_000) return `${fixed(value / 1e9, 2)} พันล้าน`;
  if (size >= 999_500) return `${fixed(value / 1e6, 2)} ล้าน`;
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
    case "days":
      return t("{1} days", fixed(value, 1));
    case "score":
      return fixed(value, 2);
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
    case "days":
      return t("{1} days", fixed(value, 2));
    case "score":
      return fixed(value, Math.abs(value) < 10 ? 4 : 2);
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
    return { value: points, text: `${signedFixed(points)} ${t("pp")}`, isLevel: isLevel(points) };
  }
  if (before === 0) return null;
  const share = now / before - 1;
  return { value: share, text: `${signedFixed(share)}%`, isLevel: isLevel(share) };
}

/** "+8.5", "-1.2", and "0.0" without a sign for what is level. */
function signedFixed(change: number): string {
  return isLevel(change) ? fixed(0, 1) : `${plus(change)}${fixed(change * 100, 1)}`;
}

function plus(value: number): string {
  return value > 0 && !isLevel(value) ? "+" : "";
}

/** Less than shows in one decimal. */
function isLevel(value: number): boolean {
  return Math.abs(value) < 0.0005;
}

function yearOf(year: number): number {
  return spoken() === "th" ? year + THAI_ERA : year;
}

/** Monday is 1. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[spoken()][weekday - 1] ?? "";
}

export function date(day: Day): string {
  const { year, month, day: date } = parts(day);
  return `${date} ${MONTHS[spoken()][month]} ${yearOf(year)}`;
}

export function dayMonth(day: Day): string {
  const { month, day: date } = parts(day);
  return `${date} ${MONTHS[spoken()][month]}`;
}

export function monthYear(day: Day): string {
  const { year, month } = parts(day);
  return `${MONTHS[spoken()][month]} ${yearOf(year)}`;
}

export function quarter(day: Day): string {
  const { year, month } = parts(day);
  return t("Q{1} {2}", String(Math.floor(month / 3) + 1), String(yearOf(year)));
}

/** A day, week, month or quarter by its first day. */
export function bucketName(grain: Grain, start: Day): string {
  if (grain === "day") return date(start);
  if (grain === "week") return t("week of {1}", date(start));
  return grain === "month" ? monthYear(start) : quarter(start);
}

/** A span as "3 – 12 Feb 2026". */
export function spanText({ from, to }: Span): string {
  if (from === to) return date(from);
  return `${parts(from).year === parts(to).year ? dayMonth(from) : date(from)} – ${date(to)}`;
}

/** A period at the beginning of a sentence. */
export function spanInWords({ from, to }: Span): string {
  if (from === to) return t("On {1}", date(from));
  const first = parts(from).year === parts(to).year ? dayMonth(from) : date(from);
  return t("From {1} to {2}", first, date(to));
}

/** What a period is compared with. */
export function previousInWords(preset: Preset, comparison: Comparison): string {
  if (preset === "all") return "";
  if (comparison === "year") return t("the same days last year");
  switch (preset) {
    case "today":
      return t("the day before");
    case "7D":
      return t("the 7 days before");
    case "30D":
      return t("the 30 days before");
    case "MTD":
      return t("the same days of the month before");
    case "QTD":
      return t("the same days of the quarter before");
    case "YTD":
      return t("the same days of the year before");
    default:
      return t("the same number of days before");
  }
}

/** A label within a sentence: "Net revenue" becomes "net revenue", "GMV" stays. */
export function inSentence(label: string): string {
  return /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
