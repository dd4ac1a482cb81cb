// What each number on a page is said to be, for whoever checks it against SQL over the published
// tables: `talad.told()` in the browser's console.

import { isAway } from "./drawing";
import type { Where } from "./metrics";
import type { Span } from "./period";
import { iso } from "./period";

/** A number on the page. */
export type Told =
  // a metric over days and rows
  | { kind: "metric"; metric: string; from: string; to: string; where: Where; value: number | null }
  // its part of what it is over other rows
  | { kind: "share"; metric: string; from: string; to: string; where: Where; of: Where; value: number | null }
  // the smallest value of a column by which at least that part of a metric has been counted
  | {
      kind: "percentile";
      metric: string;
      column: string;
      part: number;
      from: string;
      to: string;
      where: Where;
      value: number | null;
    }
  // a column over the rows of a query, which are one or add up; days are those of `date`, or of
  // activity_date
  | {
      kind: "cell";
      query: string;
      where: Where;
      column: string;
      row: Where;
      value: number | null;
      from?: string;
      to?: string;
      date?: string;
    };

const told = new Map<HTMLElement, Told[] | (() => Told[])>();

export function metricTold(metric: string, span: Span, where: Where, value: number | null): Told {
  return { kind: "metric", metric, from: iso(span.from), to: iso(span.to), where, value };
}

/**
 * Notes what a component shows now, in place of what it showed before. Thousands of numbers are told
 * when somebody asks, so that no reader waits for them.
 */
export function tell(place: HTMLElement, numbers: Told[] | (() => Told[])): void {
  told.set(place, numbers);
}

/** Everything on the page that is in sight, by component. */
export function all(): { component: string; numbers: Told[] }[] {
  const shown = [...told].filter(([place]) => !isAway(place));
  return shown.map(([place, numbers]) => ({
    component: place.dataset.component ?? "",
    numbers: typeof numbers === "function" ? numbers() : numbers,
  }));
}
