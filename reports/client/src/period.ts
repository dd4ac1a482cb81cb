// Periods and what they are compared with, in whole days since 1970-01-01: no time zone is near.

import type { Day } from "./table";

export type Span = { from: Day; to: Day }; // both included
export type Preset = "today" | "7D" | "30D" | "MTD" | "QTD" | "YTD" | "all" | "custom";
export type Grain = "day" | "week" | "month" | "quarter";

/** What a period is laid beside. */
export type Comparison = "previous" | "year";

export const PRESETS: Preset[] = ["today", "7D", "30D", "MTD", "QTD", "YTD", "all", "custom"];

const DAY_MS = 86_400_000;

export function dayOf(year: number, month: number, day: number): Day {
  return Math.round(Date.UTC(year, month, day) / DAY_MS);
}

export function parts(day: Day): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7, // Monday is 0
  };
}

export function iso(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function fromIso(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const day = dayOf(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return iso(day) === text ? day : null;
}

/** The first day of the day, week, month or quarter that a day lies in. */
export function startOf(grain: Grain, day: Day): Day {
  const { year, month, weekday } = parts(day);
  if (grain === "day") return day;
  if (grain === "week") return day - weekday;
  if (grain === "month") return dayOf(year, month, 1);
  return dayOf(year, month - (month % 3), 1);
}

/** The first day of the next one. */
export function nextStart(grain: Grain, day: Day): Day {
  const { year, month } = parts(day);
  if (grain === "day") return day + 1;
  if (grain === "week") return startOf("week", day) + 7;
  if (grain === "month") return dayOf(year, month + 1, 1);
  return dayOf(year, month - (month % 3) + 3, 1);
}

/** The span of a preset, relative to the last day of the data; it begins no earlier than they do. */
export function spanOf(preset: Preset, first: Day, last: Day, custom: Span | null): Span {
  const { from, to } = wholeSpanOf(preset, first, last, custom);
  return { from: Math.max(from, first), to };
}

function wholeSpanOf(preset: Preset, first: Day, last: Day, custom: Span | null): Span {
  const { year } = parts(last);
  switch (preset) {
    case "today":
      return { from: last, to: last };
    case "7D":
      return { from: last - 6, to: last };
    case "30D":
      return { from: last - 29, to: last };
    case "MTD":
      return { from: startOf("month", last), to: last };
    case "QTD":
      return { from: startOf("quarter", last), to: last };
    case "YTD":
      return { from: dayOf(year, 0, 1), to: last };
    case "all":
      return { from: first, to: last };
    case "custom":
      return custom ?? { from: last - 29, to: last };
  }
}

/**
 * What a span is compared with: the same number of days just before; to-date spans with the same
 * days of the month, quarter or year before. The whole has nothing before it.
 */
export function previousOf(preset: Preset, span: Span): Span | null {
  const length = span.to - span.from + 1;
  switch (preset) {
    case "all":
      return null;
    case "MTD":
    case "QTD": {
      const grain = preset === "MTD" ? "month" : "quarter";
      const from = startOf(grain, span.from - 1);
      // A shorter month before has no 31st: its own last day is the end then.
      return { from, to: Math.min(from + length - 1, span.from - 1) };
    }
    case "YTD":
      return { from: dayOf(parts(span.to).year - 1, 0, 1), to: sameDayBefore(span.to) };
    default:
      return { from: span.from - length, to: span.from - 1 };
  }
}

/** The same dates of the year before; 29 February becomes the 28th. */
export function yearBefore(span: Span): Span {
  return { from: sameDayBefore(span.from), to: sameDayBefore(span.to) };
}

function sameDayBefore(day: Day): Day {
  const { year, month, day: date } = parts(day);
  const lastOfMonth = dayOf(year - 1, month + 1, 0);
  return Math.min(dayOf(year - 1, month, date), lastOfMonth);
}
