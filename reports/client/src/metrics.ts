// Metrics over published tables: the formula comes from models/metrics by way of metrics.json.

import type { Grain, Span } from "./period";
import { nextStart, startOf } from "./period";
import type { Day, Table } from "./table";

export type Formula =
  | number
  | { sum: string }
  | { distinct: string }
  | { op: "+" | "-" | "*" | "/"; args: [Formula, Formula] };

export type Format = "money" | "count" | "percent" | "ratio";

export type Metric = {
  name: string;
  label: string;
  description: string;
  format: Format;
  better: "up" | "down";
  formula: Formula;
  measures: string[];
  defined_in: string;
};

export const DATE = "activity_date";
export const PREVIOUS_DATE = "previous_date";
export const WORLD = "world_id";

/** Rows of one world, and further dimensions by value. */
export type Where = Record<string, string>;

/**
 * Whether a row is wanted; null when the table cannot be filtered that way. Of a table of entity
 * days, whose counts do not add up over channels, the rows without a channel are those of all.
 */
function matcher(table: Table, where: Where): ((row: number) => boolean) | null {
  const wanted: [string, string | null][] = Object.entries(where);
  if (table.has(PREVIOUS_DATE)) {
    for (const column of table.columnNames) {
      if (table.kind(column) === "text" && !(column in where)) wanted.push([column, null]);
    }
  }
  if (wanted.some(([column]) => !table.has(column))) return null;
  const tests = wanted.map(([column, value]) => ({
    codes: table.codes(column),
    code: table.words(column).indexOf(value),
  }));
  return (row) => tests.every(({ codes, code }) => codes[row] === code);
}

/**
 * A measure over the rows of a span, in buckets. A distinct measure counts entity days: an entity is
 * counted on the day whose previous one lies before the bucket. It has just one such day, so the
 * count is exact for any dates.
 */
function tally(
  table: Table,
  name: string,
  distinct: boolean,
  span: Span,
  where: Where,
  bucketOf: (day: Day) => Day,
): Map<Day, number> {
  const dates = table.days(DATE);
  const values = table.numbers(name);
  const previous = distinct ? table.days(PREVIOUS_DATE) : null;
  const wanted = matcher(table, where);
  const sums = new Map<Day, number>();
  if (!wanted) return sums;
  for (let row = 0; row < table.rows; row++) {
    const day = dates[row]!;
    if (day < span.from || day > span.to || !wanted(row)) continue;
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const bucket = bucketOf(day);
    // No previous day is NaN, which is never at or after anything.
    if (previous && previous[row]! >= Math.max(bucket, span.from)) continue;
    sums.set(bucket, (sums.get(bucket) ?? 0) + value);
  }
  const unit = 10 ** table.scale(name);
  for (const [bucket, sum] of sums) sums.set(bucket, sum / unit);
  return sums;
}

/**
 * A measure that is null in all rows is unknown, and so is one that cannot be filtered as asked; one
 * without rows in a span is 0 there.
 */
function isKnown(table: Table, name: string, where: Where): boolean {
  const values = table.numbers(name);
  const wanted = matcher(table, where);
  if (!wanted) return false;
  for (let row = 0; row < table.rows; row++) {
    if (!Number.isNaN(values[row]!) && wanted(row)) return true;
  }
  return false;
}

export type Point = { start: Day; value: number | null };

export class Calculator {
  private readonly known = new Map<string, boolean>();

  /** `homes` says which table holds each measure. */
  constructor(
    private readonly tables: Record<string, Table>,
    private readonly homes: Record<string, string>,
  ) {}

  table(measureName: string): Table {
    const home = this.homes[measureName];
    const table = home === undefined ? undefined : this.tables[home];
    if (!table) throw new Error(`no table holds ${measureName}`);
    return table;
  }

  value(metric: Metric, span: Span, where: Where): number | null {
    return this.evaluate(metric.formula, (name, distinct) => {
      if (!this.isKnown(name, where)) return null;
      const sums = tally(this.table(name), name, distinct, span, where, () => span.from);
      return sums.get(span.from) ?? 0;
    });
  }

  /** The metric for each day, week, month or quarter of the span, empty ones included. */
  series(metric: Metric, span: Span, grain: Grain, where: Where): Point[] {
    const tallies = new Map<string, Map<Day, number> | null>();
    const tallied = (name: string, distinct: boolean) => {
      if (!tallies.has(name)) {
        const sums = this.isKnown(name, where)
          ? tally(this.table(name), name, distinct, span, where, (day) => startOf(grain, day))
          : null;
        tallies.set(name, sums);
      }
      return tallies.get(name) ?? null;
    };
    const points: Point[] = [];
    for (let start = startOf(grain, span.from); start <= span.to; start = nextStart(grain, start)) {
      const value = this.evaluate(metric.formula, (name, distinct) => {
        const sums = tallied(name, distinct);
        return sums ? (sums.get(start) ?? 0) : null;
      });
      points.push({ start, value });
    }
    return points;
  }

  /** The metric for each value of a dimension that has rows in the span. */
  by(metric: Metric, dimension: string, span: Span, where: Where): Map<string, number | null> {
    const words = new Set<string>();
    for (const name of metric.measures) {
      const table = this.table(name);
      if (!table.has(dimension)) continue;
      for (const word of table.words(dimension)) if (word !== null) words.add(word);
    }
    const result = new Map<string, number | null>();
    for (const word of words) {
      result.set(word, this.value(metric, span, { ...where, [dimension]: word }));
    }
    return result;
  }

  private isKnown(name: string, where: Where): boolean {
    const key = `${name}/${JSON.stringify(where)}`;
    let known = this.known.get(key);
    if (known === undefined) {
      known = isKnown(this.table(name), name, where);
      this.known.set(key, known);
    }
    return known;
  }

  private evaluate(
    formula: Formula,
    measured: (name: string, distinct: boolean) => number | null,
  ): number | null {
    if (typeof formula === "number") return formula;
    if ("sum" in formula) return measured(formula.sum, false);
    if ("distinct" in formula) return measured(formula.distinct, true);
    const [left, right] = formula.args.map((part) => this.evaluate(part, measured));
    if (left === null || right === null || left === undefined || right === undefined) return null;
    switch (formula.op) {
      case "+":
        return left + right;
      case "-":
        return left - right;
      case "*":
        return left * right;
      case "/":
        return right === 0 ? null : left / right;
    }
  }
}
