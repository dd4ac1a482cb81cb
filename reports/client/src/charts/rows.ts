// Data mode: the rows of a query as marks. Shop and filters choose among them.

import { valueText } from "../dimensions";
import { date } from "../format";
import { t } from "../i18n";
import type { Format, Where } from "../metrics";
import { DATE, UNKNOWN, WORLD } from "../metrics";
import { here, waitingText } from "../page";
import type { Attributes, Page } from "../page";
import type { Span } from "../period";
import { fromIso, iso } from "../period";
import type { Table } from "../table";
import type { Told } from "../told";

/** A query's table, or the sentence that stands in its place. */
export function tableOf(page: Page, query: string): Table | string {
  const table = page.tables[query];
  if (table) return table;
  if (page.lazy[query]) return waitingText(page);
  throw new Error(`there is no query ${query}`);
}

/** The rows that are looked at, and what they were chosen by. */
export type Rows = {
  query: string;
  table: Table;
  rows: number[];
  where: Where;
  /** The days that were looked at, and the column that says them. */
  days: Span | null;
  date: string;
  /** Dimensions that the page is filtered by and that these rows do not tell. */
  ignored: string[];
};

/**
 * A table with a column `scope_type` holds rows of all and rows of parts: a dimension that a row does
 * not tell is all of it. Where nothing is chosen, the rows of all are meant.
 */
function wholes(table: Table): Where {
  if (table.kind("scope_type") !== "text") return {};
  const names = table.columnNames.filter((name) => table.kind(name) === "text" && table.words(name).includes(null));
  return Object.fromEntries(names.map((name) => [name, [UNKNOWN]]));
}

/**
 * Rows of the shop that the filters let through, where the table can tell; `own` columns are drawn and
 * not filtered. Rows by day are those of the period, unless the author wants them `whole`.
 */
export function rowsOf(page: Page, attributes: Attributes, own: readonly string[]): Rows | string {
  const query = attributes.data ?? "";
  const table = tableOf(page, query);
  if (typeof table === "string") return table;
  const filters = Object.entries({ ...wholes(table), ...here(page, ...own) });
  const isTold = ([name]: readonly [string, unknown]) => table.kind(name) === "text";
  const where = Object.fromEntries(filters.filter(isTold));
  const ignored = filters.filter((filter) => !isTold(filter)).flatMap(([name]) => (name === WORLD ? [] : name));
  const kept = Object.entries(where).map(([name, values]) => {
    const words = table.words(name).map((word) => values.includes(word ?? UNKNOWN));
    const codes = table.codes(name);
    return (row: number) => words[codes[row]!]!;
  });
  const through = throughOf(page, attributes, filters.filter((filter) => !isTold(filter)));
  if (through) {
    for (const name of through.names) ignored.splice(ignored.indexOf(name), 1);
    kept.push((row) => through.keys.has(wordOf(table, attributes.key!, row)));
  }
  const date = attributes.date ?? DATE;
  const isByDay = table.kind(date) === "date" && !("whole" in attributes);
  const days = isByDay ? page.state.span : null;
  if (days) {
    const dates = table.days(date);
    kept.push((row) => dates[row]! >= days.from && dates[row]! <= days.to);
  }
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) if (kept.every((keep) => keep(row))) rows.push(row);
  const chosen = page.state.world || !table.has(WORLD) ? where : {};
  return { query, table, rows, where: chosen, days, date, ignored };
}

/**
 * `through={bought} key=customer_rank`: filters that the rows cannot follow themselves, followed by way
 * of another query that tells their keys: customers by a product that they bought.
 */
function throughOf(
  page: Page,
  { through, key }: Attributes,
  filters: readonly (readonly [string, readonly string[]])[],
): { names: string[]; keys: Set<string> } | null {
  const table = through ? page.tables[through] : undefined;
  if (!table || !key) return null;
  const followed = filters.filter(([name]) => name !== WORLD && table.kind(name) === "text");
  if (followed.length === 0) return null;
  const world = page.state.world?.id;
  const keys = new Set<string>();
  for (let row = 0; row < table.rows; row++) {
    const isOurs = !table.has(WORLD) || table.text(WORLD, row) === world;
    const fits = followed.every(([name, values]) => values.includes(table.text(name, row) ?? UNKNOWN));
    if (isOurs && fits) keys.add(wordOf(table, key, row));
  }
  return { names: followed.map(([name]) => name), keys };
}

/** A cell as a word, by which marks are told apart and filtered. */
export function wordOf(table: Table, column: string, row: number): string {
  switch (table.kind(column)) {
    case "date": {
      const day = table.days(column)[row]!;
      return Number.isNaN(day) ? UNKNOWN : iso(day);
    }
    case "number": {
      const value = table.number(column, row);
      return value === null ? UNKNOWN : String(value);
    }
    case "flag": {
      const value = table.flag(column, row);
      return value === null ? UNKNOWN : value ? "yes" : "no";
    }
    default:
      return table.text(column, row) ?? UNKNOWN;
  }
}

/** How such a word reads. */
export function wordText(table: Table, column: string, word: string): string {
  if (table.kind(column) === "date") {
    const day = fromIso(word);
    return day === null ? t("Not known") : date(day);
  }
  if (table.kind(column) === "flag" && word !== UNKNOWN) return t(word);
  return valueText(column, word);
}

const FORMATS: [RegExp, Format][] = [
  [/_amount$/, "money"],
  [/_(count|quantity)$/, "count"],
  [/_(pct|rate|share)$/, "percent"],
  [/_days$/, "days"],
];

/** How a column's numbers are written: as its name says, or as the author does. */
export function formatOf(table: Table, column: string, said?: string): Format {
  if (said) return said as Format;
  const found = FORMATS.find(([ending]) => ending.test(column));
  return found ? found[1] : table.scale(column) === 0 ? "count" : "score";
}

/** A column may be summed where its name says so: amounts and counts. */
export function isSummable(column: string): boolean {
  return /_(amount|count|quantity|total)$/.test(column);
}

/** A column's name for people. */
export function columnLabel(column: string): string {
  const words = column.replace(/_count$/, "s").replace(/_(amount|pct)$/, "").replaceAll("_", " ");
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return t(sentence.replace(/\b(abc|aov|gmv|mer|roas)\b/gi, (word) => word.toUpperCase()));
}

/** What a cell of the rows is said to be. */
export function cellTold(from: Rows, column: string, row: Where, value: number | null): Told {
  const date = from.date === DATE ? {} : { date: from.date };
  const days = from.days ? { from: iso(from.days.from), to: iso(from.days.to), ...date } : {};
  return { kind: "cell", query: from.query, where: from.where, column, row, value, ...days };
}

/** Whether a click on a value of a chart over rows may filter: some other table must know the column. */
export function isFilter(page: Page, query: string, column: string): boolean {
  if (page.tables[query]?.kind(column) !== "text") return false;
  return (
    Object.entries(page.tables).some(([name, table]) => name !== query && table.kind(column) === "text") ||
    Object.entries(page.lazy).some(([name, { columns }]) => name !== query && columns[column] === "text")
  );
}
