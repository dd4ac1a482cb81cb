// What a chart draws, be it metrics over cubes or rows of a query: slots along an axis, runs of values
// over them, and what each number is said to be.

import { dimensionLabel, isOrdered, valueText } from "../dimensions";
import { bucketName, date, dayMonth, monthYear } from "../format";
import { t } from "../i18n";
import type { Format, Metric, Where } from "../metrics";
import { here, label, whyNot } from "../page";
import type { Attributes, Page } from "../page";
import type { Grain, Span } from "../period";
import { fromIso, nextStart, parts, startOf } from "../period";
import type { Told } from "../told";
import { metricTold } from "../told";
import { isAdditive, isRatio } from "./additive";
import { colourOf, othersColour } from "./colours";
import { colour } from "./kit";
import { cellTold, columnLabel, formatOf, isFilter, isSummable, rowsOf, wordOf, wordText } from "./rows";

/** What the values are. */
export type Quantity = { label: string; format: Format; isAdditive: boolean };

type Group = { words: string[]; name: string; isOthers: boolean };

/** A place on the axis; a bucket of time has a start. */
export type Slot = Group & { short: string; start?: number; span?: Span; isDimmed: boolean };

/** Values over the slots, in one colour. */
export type Run = Group & {
  quantity: Quantity;
  values: (number | null)[];
  colour: string;
  isDimmed: boolean;
};

export type Plot = {
  quantity: Quantity;
  slots: Slot[];
  runs: Run[];
  grain: Grain | null;
  /** The dimensions that slots and runs are values of, where there are such. */
  by: string | null;
  series: string | null;
  /** How many values of the axis have no room. */
  left: number;
  told: Told[];
  pickSlot: (slot: Slot | undefined) => void;
  pickRun: ((run: Run | undefined) => void) | null;
};

/** What a chart asks for in metric mode. */
export type Wish = {
  by?: string;
  series?: string;
  grain: Grain;
  span: Span;
  /** Only the last so many buckets. */
  last?: number;
  limit: number;
};

/** More lines or colours than these are not told apart. */
const MOST_RUNS = 7;
const SEPARATOR = "\u001f";

export function others(): string {
  return t("Others");
}

export function grainOf(span: Span): Grain {
  const days = span.to - span.from + 1;
  return days <= 400 ? "day" : days <= 1500 ? "week" : "month";
}

/** The days of a bucket that lie in a span. */
export function bucketSpan(grain: Grain, start: number, span: Span): Span {
  return { from: Math.max(start, span.from), to: Math.min(nextStart(grain, start) - 1, span.to) };
}

/** A bucket on an axis, where there is little room. */
export function bucketShort(grain: Grain, start: number): string {
  if (grain === "month") return monthYear(start);
  return grain === "quarter" ? bucketName(grain, start) : dayMonth(start);
}

/** The values that are shown: the largest, or all in their own order; the rest is one where it adds up. */
function cut(
  sizes: readonly (readonly [string, number])[],
  dimension: string,
  most: number,
  addsUp: (rest: string[]) => boolean,
): { groups: Group[]; left: number } {
  const single = (word: string): Group => ({
    words: [word],
    name: valueText(dimension, word),
    isOthers: false,
  });
  const bySize = [...sizes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const isWhole = sizes.length <= most + 1;
  const shown = (isWhole ? bySize : bySize.slice(0, most)).map(([word]) => word);
  if (isOrdered(dimension)) shown.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const groups = shown.map(single);
  if (isWhole) return { groups, left: 0 };
  const rest = bySize.slice(most).map(([word]) => word);
  if (!addsUp(rest)) return { groups, left: rest.length };
  return { groups: [...groups, { words: rest, name: others(), isOthers: true }], left: 0 };
}

function isDimmed(page: Page, dimension: string | null, words: readonly string[]): boolean {
  const chosen = dimension === null ? [] : (page.state.filters[dimension] ?? []);
  return chosen.length > 0 && !words.some((word) => chosen.includes(word));
}

/** A metric over time or by a dimension, and by a second one; or the sentence that says why not. */
export function metricPlot(page: Page, metric: Metric, wish: Wish): Plot | string {
  const { calculator, state } = page;
  const { by, series, span, grain } = wish;
  const own = [by, series].filter((name) => name !== undefined);
  if (!state.world) return t("There are no data yet.");
  const where = here(page, ...own);
  const cells = calculator.cells(metric, span, where, by ? { by: own } : { grain, by: own });
  if (!cells.some((cell) => cell.value !== null)) return whyNot(page, metric, own, own);
  const keyOf = (start: number | undefined, words: readonly string[]) => [start ?? "", ...words].join(SEPARATOR);
  const values = new Map(cells.map((c) => [keyOf(by ? undefined : c.start, c.words), c.value]));
  const quantity = { label: label(metric), format: metric.format, isAdditive: isAdditive(metric.formula) };
  const within = (slot: Group | null, run: Group | null): Where => ({
    ...where,
    ...(by && slot ? { [by]: slot.words } : {}),
    ...(series && run ? { [series]: run.words } : {}),
  });

  const sizesOf = (dimension: string) =>
    [...calculator.by(metric, dimension, span, where)].flatMap(([word, size]) =>
      size === null ? [] : [[word, size] as const],
    );
  const addsUp = (dimension: string) => (rest: string[]) =>
    quantity.isAdditive && calculator.value(metric, span, { ...where, [dimension]: rest }) !== null;
  const cutRuns = series ? cut(sizesOf(series), series, MOST_RUNS, addsUp(series)) : null;
  const groups = cutRuns?.groups ?? [{ words: [], name: quantity.label, isOthers: false }];
  const cutSlots = by ? cut(sizesOf(by), by, wish.limit, addsUp(by)) : null;
  const slots: Slot[] = cutSlots
    ? cutSlots.groups.map((group) => ({ ...group, short: group.name, isDimmed: isDimmed(page, by!, group.words) }))
    : buckets(grain, span).slice(-(wish.last ?? 0));

  const ofTime = (run: Group) => {
    const points = calculator.series(metric, span, grain, within(null, run));
    const found = new Map(points.map((point) => [point.start, point.value]));
    return (slot: Slot) => found.get(slot.start!) ?? null;
  };
  const none = isRatio(metric.formula) ? null : 0;
  const valuesOf = (run: Group): ((slot: Slot) => number | null) => {
    if (!by) {
      if (!series || run.isOthers) return ofTime(run);
      return (slot) => {
        const value = values.get(keyOf(slot.start, run.words));
        return value === undefined ? none : value;
      };
    }
    return (slot) =>
      slot.isOthers || run.isOthers
        ? calculator.value(metric, span, within(slot, run))
        : (values.get(keyOf(undefined, [...slot.words, ...run.words])) ?? null);
  };
  const runs = groups.map((group) => {
    const value = valuesOf(group);
    return { group, values: slots.map(value) };
  });
  const told = runs.flatMap((run) =>
    slots.map((slot, at) =>
      metricTold(metric.name, slot.span ?? span, within(slot, run.group), run.values[at] ?? null),
    ),
  );
  return {
    quantity,
    slots,
    runs: coloured(page, series ?? null, runs.map(({ group, values: of }) => ({ ...group, quantity, values: of }))),
    grain: by ? null : grain,
    by: by ?? null,
    series: series ?? null,
    left: (cutSlots?.left ?? 0) + (cutRuns?.left ?? 0),
    told,
    pickSlot: (slot) => {
      if (!slot || slot.isOthers) return;
      if (by) state.toggle(by, slot.words[0]!);
      else state.zoom(bucketSpan(grain, slot.start!, state.whole));
    },
    pickRun: series
      ? (run) => {
          if (run && !run.isOthers) state.toggle(series, run.words[0]!);
        }
      : null,
  };
}

/** The days, weeks … of a span, also those in which nothing was. */
export function buckets(grain: Grain, span: Span): Slot[] {
  const slots: Slot[] = [];
  for (let start = startOf(grain, span.from); start <= span.to; start = nextStart(grain, start)) {
    slots.push({
      words: [],
      name: bucketName(grain, start),
      short: bucketShort(grain, start),
      isOthers: false,
      isDimmed: false,
      start,
      span: bucketSpan(grain, start, span),
    });
  }
  return slots;
}

function coloured(
  page: Page,
  series: string | null,
  runs: readonly Omit<Run, "colour" | "isDimmed">[],
): Run[] {
  const shades = colourOf(series ?? "", runs.filter((run) => !run.isOthers).map((run) => run.words[0] ?? run.name));
  return runs.map((run, at) => ({
    ...run,
    colour: run.isOthers ? othersColour() : runs.length === 1 && !series ? colour("accent") : shades[at]!,
    isDimmed: isDimmed(page, series, run.words),
  }));
}

/** `data={q} x=col y=col,col series=col`: rows that share a mark are summed, where they add up. */
export function dataPlot(page: Page, attributes: Attributes, limit = Infinity): Plot | string {
  const { x = "" } = attributes;
  const series = attributes.series || undefined;
  const columns = (attributes.y ?? "").split(",").map((column) => column.trim());
  const from = rowsOf(page, attributes, [x, ...(series ? [series] : [])]);
  if (typeof from === "string") return from;
  const { table, rows } = from;
  if (rows.length === 0) return t("There are no rows.");
  const [first] = columns;
  const quantities = columns.map((column) => ({
    label: attributes.yName && columns.length === 1 ? t(attributes.yName) : columnLabel(column),
    format: formatOf(table, column, attributes.yFmt),
    isAdditive: isSummable(column),
  }));
  const quantity = quantities[0]!;

  const sums = new Map<string, { value: number | null; count: number }>();
  const sizes = { x: new Map<string, number>(), series: new Map<string, number>() };
  for (const row of rows) {
    const slot = wordOf(table, x, row);
    const run = series ? wordOf(table, series, row) : "";
    columns.forEach((column, at) => {
      const value = table.number(column, row);
      const key = [slot, run, column].join(SEPARATOR);
      const sum = sums.get(key);
      if (!sum) sums.set(key, { value, count: 1 });
      else sums.set(key, { value: value === null ? sum.value : (sum.value ?? 0) + value, count: sum.count + 1 });
      if (at > 0) return;
      sizes.x.set(slot, (sizes.x.get(slot) ?? 0) + (value ?? 0));
      sizes.series.set(run, (sizes.series.get(run) ?? 0) + (value ?? 0));
    });
  }
  const isMixed = columns.find((column, at) => {
    const isShared = [...sums].some(([key, sum]) => key.endsWith(SEPARATOR + column) && sum.count > 1);
    return isShared && !quantities[at]!.isAdditive;
  });
  if (isMixed) return t("{1} does not add up over several rows: choose the rows or a series.", columnLabel(isMixed));

  const value = (slot: Group, run: Group, column: string): number | null => {
    let sum: number | null = null;
    for (const s of slot.words) {
      for (const r of run.words.length ? run.words : [""]) {
        const part = sums.get([s, r, column].join(SEPARATOR))?.value ?? null;
        if (part !== null) sum = (sum ?? 0) + part;
      }
    }
    // Whole multiples of the smallest unit were divided: what is left of that is rounded away.
    return sum === null ? null : Math.round(sum * 1e6) / 1e6;
  };

  const { slots, grain, left } = slotsOf(page, table.kind(x) ?? "text", x, sizes.x, limit, quantity.isAdditive);
  for (const slot of slots) if (table.kind(x) === "flag") slot.name = slot.short = wordText(table, x, slot.words[0]!);
  const groups: (Group & { column: string; quantity: Quantity })[] = series
    ? cut([...sizes.series], series, MOST_RUNS, () => quantity.isAdditive).groups.map((group) => ({
        ...group,
        column: first!,
        quantity,
      }))
    : columns.map((column, at) => ({
        words: [],
        name: quantities[at]!.label,
        isOthers: false,
        column,
        quantity: quantities[at]!,
      }));
  const runs = groups.map((group) => ({ ...group, values: slots.map((slot) => value(slot, group, group.column)) }));
  const told = runs.flatMap((run) =>
    slots.map((slot, at) =>
      cellTold(
        from,
        run.column,
        { [x]: slot.words, ...(series ? { [series]: run.words } : {}) },
        run.values[at] ?? null,
      ),
    ),
  );
  const { state } = page;
  const canPick = (column: string) => isFilter(page, from.query, column);
  return {
    quantity,
    slots,
    runs: coloured(page, series ?? null, runs),
    grain,
    by: table.kind(x) === "text" ? x : null,
    series: series ?? null,
    left,
    told,
    pickSlot: (slot) => {
      if (!slot || slot.isOthers) return;
      if (grain) state.zoom(bucketSpan(grain, slot.start!, state.whole));
      else if (canPick(x)) state.toggle(x, slot.words[0]!);
    },
    pickRun:
      series && canPick(series)
        ? (run) => {
            if (run && !run.isOthers) state.toggle(series, run.words[0]!);
          }
        : null,
  };
}

/** The axis of rows: days and numbers in their order, words in that of the query. */
function slotsOf(
  page: Page,
  kind: string,
  x: string,
  sizes: ReadonlyMap<string, number>,
  limit: number,
  addsUp: boolean,
): { slots: Slot[]; grain: Grain | null; left: number } {
  const words = [...sizes.keys()];
  if (kind === "date") {
    const days = words.flatMap((word) => fromIso(word) ?? []).sort((a, b) => a - b);
    const isMonthly = days.length > 1 && days.every((day) => parts(day).day === 1);
    const grain: Grain = isMonthly ? "month" : "day";
    const byStart = new Map(days.map((day) => [day, new Date(day * 86_400_000).toISOString().slice(0, 10)]));
    const slots = days.map((start) => ({
      words: [byStart.get(start)!],
      name: isMonthly ? monthYear(start) : date(start),
      short: bucketShort(grain, start),
      isOthers: false,
      isDimmed: false,
      start,
    }));
    return { slots, grain, left: 0 };
  }
  const slot = (word: string): Slot => ({
    words: [word],
    name: kind === "number" ? word : valueText(x, word),
    short: kind === "number" ? word : valueText(x, word),
    isOthers: false,
    isDimmed: kind === "text" && isDimmed(page, x, [word]),
  });
  if (kind === "number") words.sort((a, b) => Number(a) - Number(b));
  if (kind === "number" || words.length <= limit + 1) return { slots: words.map(slot), grain: null, left: 0 };
  const { groups, left } = cut([...sizes], x, limit, () => addsUp);
  return {
    slots: groups.map((group) => ({ ...group, short: group.name, isDimmed: isDimmed(page, x, group.words) })),
    grain: null,
    left,
  };
}

/** The name of a plot's axis, for people. */
export function axisName(plot: Plot): string {
  return plot.by ? dimensionLabel(plot.by) : "";
}
