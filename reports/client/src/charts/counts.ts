// How often each value was: a table with a column of whole numbers (days, items, pages) and how many
// there were. Such counts add up over days and dimensions, so percentiles are exact for any choice.

import { dimensionLabel, isOrdered, valueText } from "../dimensions";
import { t } from "../i18n";
import type { Where } from "../metrics";
import { DATE, PREVIOUS_DATE, UNKNOWN } from "../metrics";
import { here, label, metricOf, waitingText } from "../page";
import type { Attributes, Page } from "../page";
import { iso } from "../period";
import type { Table } from "../table";
import type { Told } from "../told";
import { metricTold } from "../told";
import { cellTold, columnLabel, rowsOf } from "./rows";

export type Counts = {
  /** The values in their order, with how many there were of each. */
  of: [value: number, count: number][];
  total: number;
  word: string;
  name: string;
  /** What the number of values from one to another is said to be. */
  countTold: (values: readonly number[], count: number) => Told[];
  percentileTold: (part: number, value: number) => Told[];
};

export type Counted = { groups: Counts[]; name: string; column: string; series: string | null };

/** Counts of a metric by a column of numbers, or of a query's rows; for each value of `series`. */
export function counted(page: Page, attributes: Attributes): Counted | string {
  return attributes.data ? ofRows(page, attributes) : ofMetric(page, attributes);
}

function ofMetric(page: Page, attributes: Attributes): Counted | string {
  const metric = metricOf(page, attributes.metric);
  const column = attributes.by ?? "";
  const series = attributes.series || null;
  const { formula } = metric;
  if (typeof formula === "number" || !("sum" in formula)) {
    return t("{1} is no count that adds up.", label(metric));
  }
  const where = here(page, ...(series ? [series] : []));
  const wanted = [...Object.keys(where), ...(series ? [series] : [])];
  const holds = (kindOf: (name: string) => string | undefined) =>
    kindOf(column) === "number" && kindOf(formula.sum) === "number" && kindOf(PREVIOUS_DATE) === undefined;
  const homes = Object.values(page.tables).filter((table) => holds((name) => table.kind(name)));
  const fit = homes
    .filter((table) => wanted.every((name) => table.kind(name) === "text"))
    .sort((a, b) => a.rows - b.rows);
  const table = fit[0];
  if (!table) {
    const lazy = Object.entries(page.lazy).filter(([name]) => !page.tables[name]);
    if (lazy.some(([, { columns }]) => holds((name) => columns[name]))) return waitingText(page);
    const lacking = homes[0] && wanted.find((name) => homes[0]!.kind(name) !== "text");
    if (lacking) return t("{1} cannot be split by {2}.", label(metric), dimensionLabel(lacking).toLowerCase());
    return t("{1} is not in these files.", label(metric));
  }
  const { span } = page.state;
  const dates = table.kind(DATE) === "date" ? table.days(DATE) : null;
  const kept = Object.entries(where).map(([name, values]) => {
    const words = table.words(name).map((word) => values.includes(word ?? UNKNOWN));
    const codes = table.codes(name);
    return (row: number) => words[codes[row]!]!;
  });
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (dates && !(dates[row]! >= span.from && dates[row]! <= span.to)) continue;
    if (kept.every((keep) => keep(row))) rows.push(row);
  }
  const within = (word: string): Where => (series ? { ...where, [series]: [word] } : where);
  const groups = grouped(table, rows, column, formula.sum, series).map(({ word, of, total }) => ({
    word,
    of,
    total,
    name: series ? valueText(series, word) : label(metric),
    countTold: (values: readonly number[], count: number) => [
      metricTold(metric.name, span, { ...within(word), [column]: values.map(String) }, count),
    ],
    percentileTold: (part: number, value: number): Told[] => [
      {
        kind: "percentile",
        metric: metric.name,
        column,
        part,
        from: iso(span.from),
        to: iso(span.to),
        where: within(word),
        value,
      },
    ],
  }));
  if (groups.length === 0) return t("There is no {1} in these days.", label(metric));
  return { groups, name: columnLabel(column), column, series };
}

function ofRows(page: Page, attributes: Attributes): Counted | string {
  const { x = "", y } = attributes;
  const series = attributes.series || null;
  const from = rowsOf(page, attributes, series ? [series] : []);
  if (typeof from === "string") return from;
  const groups = grouped(from.table, from.rows, x, y ?? null, series).map(({ word, of, total }) => ({
    word,
    of,
    total,
    name: series ? valueText(series, word) : columnLabel(y ?? x),
    countTold: (values: readonly number[], count: number) =>
      y ? [cellTold(from, y, { [x]: values.map(String), ...(series ? { [series]: [word] } : {}) }, count)] : [],
    percentileTold: () => [],
  }));
  if (groups.length === 0) return t("There are no rows.");
  return { groups, name: columnLabel(x), column: x, series };
}

type Group = { word: string; of: [number, number][]; total: number };

/** Sums a column of counts by value, for each word of a dimension; without such a column rows count. */
function grouped(
  table: Table,
  rows: readonly number[],
  column: string,
  count: string | null,
  series: string | null,
): Group[] {
  const groups = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const value = table.number(column, row);
    const size = count === null ? 1 : table.number(count, row);
    if (value === null || !size) continue;
    const word = series ? (table.text(series, row) ?? UNKNOWN) : "";
    let sizes = groups.get(word);
    if (!sizes) groups.set(word, (sizes = new Map()));
    sizes.set(value, (sizes.get(value) ?? 0) + size);
  }
  const found = [...groups].map(([word, sizes]) => ({
    word,
    of: [...sizes].sort((a, b) => a[0] - b[0]),
    total: [...sizes.values()].reduce((a, b) => a + b, 0),
  }));
  return found.sort((a, b) =>
    series && isOrdered(series)
      ? a.word.localeCompare(b.word, "en", { numeric: true })
      : b.total - a.total || a.word.localeCompare(b.word),
  );
}

/** The smallest value by which at least that part has been counted. */
export function percentile({ of, total }: Counts, part: number): number {
  let sum = 0;
  for (const [value, count] of of) {
    sum += count;
    if (sum >= part * total - 1e-9) return value;
  }
  return of.at(-1)?.[0] ?? NaN;
}

