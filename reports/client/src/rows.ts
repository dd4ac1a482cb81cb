// What tables, cells and maps make of a query's rows: groups, sums, and why there are none.

import { rowsOf as read, wordOf } from "./charts/rows";
import type { Rows } from "./charts/rows";
import { dimensionLabel } from "./dimensions";
import { t } from "./i18n";
import { WORLD } from "./metrics";
import { waitingText } from "./page";
import type { Attributes, Page } from "./page";
import type { Table } from "./table";

export { cellTold, isFilter, wordOf } from "./charts/rows";
export type { Rows } from "./charts/rows";

/** The rows of `data=`, as if dimensions in `except` were not filtered; null while they are on their way. */
export function rowsOf(page: Page, attributes: Attributes, ...except: string[]): Rows | null {
  const found = read(page, attributes, except);
  return typeof found === "string" ? null : found;
}

/** A number of some rows together; null where none of them tells it. Exact, as sums of whole units are. */
export function sumOf(table: Table, column: string, rows: readonly number[]): number | null {
  const values = table.numbers(column);
  let sum: number | null = null;
  for (const row of rows) if (!Number.isNaN(values[row]!)) sum = (sum ?? 0) + values[row]!;
  return sum === null ? null : sum / 10 ** table.scale(column);
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

/** One sentence on why there is nothing to show. */
export function whyEmpty(page: Page, from: Rows | null, empty: string | undefined): string {
  if (!from) return waitingText(page);
  const { table, where } = from;
  const world = page.state.world?.id;
  const isOurs = (row: number) => !(WORLD in where) || table.text(WORLD, row) === world;
  const hasRows = Array.from({ length: table.rows }, (_, row) => row).some(isOurs);
  if (hasRows && Object.keys(where).some((name) => name !== WORLD)) {
    return t("Nothing here fits the chosen filters.");
  }
  if (hasRows && from.days) return t("There is nothing in these days.");
  return empty ? t(empty) : t("There are no rows.");
}

/** A note on filters that these rows cannot follow, or nothing. */
export function ignoredNote({ ignored }: Rows): string {
  if (ignored.length === 0) return "";
  return t("Not filtered by {1}: these rows do not tell it.", ignored.map(dimensionLabel).join(", "));
}
