// The rows of a query that a component shows: of the shop that is looked at, let through by each
// filter whose dimension the query has, and of the period where a column says when they were.

import { dimensionLabel } from "./dimensions";
import { t } from "./i18n";
import { DATE, UNKNOWN, WORLD } from "./metrics";
import type { Where } from "./metrics";
import { here } from "./page";
import type { Attributes, Page } from "./page";
import type { Span } from "./period";
import { iso } from "./period";
import type { Table } from "./table";
import type { Told } from "./told";

export type Rows = {
  query: string;
  table: Table;
  rows: number[];
  where: Where;
  /** The column that the period looks at, if any. */
  date: string | undefined;
  span: Span;
  /** Dimensions that are filtered elsewhere on the page and that these rows do not tell. */
  ignored: string[];
};

/**
 * The rows of `data=`, as if dimensions in `except` were not filtered. Rows by day are those of the
 * period; `date=` names another column for it, and `whole` wants all days. Null as long as the rows
 * are on their way.
 */
export function rowsOf(page: Page, attributes: Attributes, ...except: string[]): Rows | null {
  const query = attributes.data ?? "";
  const table = page.tables[query];
  if (!table) {
    if (page.lazy[query]) return null;
    throw new Error(`there is no query ${query}`);
  }
  const where: Record<string, readonly string[]> = {};
  const ignored: string[] = [];
  const tests: ((row: number) => boolean)[] = [];
  for (const [name, values] of Object.entries(here(page, ...except))) {
    if (table.kind(name) !== "text") {
      if (name !== WORLD) ignored.push(name);
      continue;
    }
    where[name] = values;
    const codes = table.codes(name);
    const kept = table.words(name).map((word) => values.includes(word ?? UNKNOWN));
    tests.push((row) => kept[codes[row]!]!);
  }
  const { span } = page.state;
  const isByDay = table.kind(DATE) === "date" && !("whole" in attributes);
  const date = attributes.date ?? (isByDay ? DATE : undefined);
  if (date) {
    const days = table.days(date);
    tests.push((row) => days[row]! >= span.from && days[row]! <= span.to);
  }
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) if (tests.every((test) => test(row))) rows.push(row);
  return { query, table, rows, where, date, span, ignored };
}

/** A number of some rows together; null where none of them tells it. Exact, as sums of whole units are. */
export function sumOf(table: Table, column: string, rows: readonly number[]): number | null {
  const values = table.numbers(column);
  let sum: number | null = null;
  for (const row of rows) if (!Number.isNaN(values[row]!)) sum = (sum ?? 0) + values[row]!;
  return sum === null ? null : sum / 10 ** table.scale(column);
}

/** The word that stands for a row in a split by a column: texts, days as dates, numbers as they are. */
export function wordOf(table: Table, column: string, row: number): string {
  switch (table.kind(column)) {
    case "date": {
      const day = table.days(column)[row]!;
      return Number.isNaN(day) ? UNKNOWN : iso(day);
    }
    case "number":
      return String(table.number(column, row) ?? UNKNOWN);
    default:
      return table.text(column, row) ?? UNKNOWN;
  }
}

/** Rows by their words in some columns, in the order in which they first come. */
export function grouped({ table, rows }: Rows, ...columns: string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyOf(columns.map((column) => wordOf(table, column, row)));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const SEPARATOR = "\u001f";

export function keyOf(words: readonly string[]): string {
  return words.join(SEPARATOR);
}

export function wordsOf(key: string): string[] {
  return key.split(SEPARATOR);
}

/** The sum of a column over the rows that have some words, as it is told. */
export function cellTold(from: Rows, column: string, row: Where, value: number | null): Told {
  const { query, where, date, span } = from;
  const days = date === DATE ? {} : { date };
  const period = date ? { ...days, from: iso(span.from), to: iso(span.to) } : {};
  return { kind: "cell", query, where, column, row, value, ...period };
}

/** One sentence on why there is nothing to show. */
export function whyEmpty(page: Page, from: Rows | null, empty: string | undefined): string {
  if (!from) return t("Loading…");
  const { table, where, date } = from;
  const world = page.state.world?.id;
  const filters = Object.keys(where).filter((name) => name !== WORLD);
  const isOurs = (row: number) => !(WORLD in where) || table.text(WORLD, row) === world;
  let ours = 0;
  for (let row = 0; row < table.rows && !ours; row++) if (isOurs(row)) ours = 1;
  if (ours && filters.length) return t("Nothing here fits the chosen filters.");
  if (ours && date) return t("There is nothing in these days.");
  return empty ? t(empty) : t("There are no rows.");
}

/** A note on filters that these rows cannot follow, or nothing. */
export function ignoredNote({ ignored }: Rows): string {
  if (ignored.length === 0) return "";
  return t("Not filtered by {1}: these rows do not tell it.", ignored.map(dimensionLabel).join(", "));
}

/** Whether a click on a column's value filters: others on the page must know it, or they would go blank. */
export function canFilter(page: Page, query: string | undefined, column: string): boolean {
  const isOther = (name: string) => name !== query;
  return (
    Object.entries(page.tables).some(([name, table]) => isOther(name) && table.kind(column) === "text") ||
    Object.entries(page.lazy).some(([name, { columns }]) => isOther(name) && columns[column] === "text")
  );
}
