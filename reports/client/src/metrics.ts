// Metrics over published tables: the formula comes from models/metrics by way of metrics.json.

import type { Grain, Span } from "./period";
import { nextStart, startOf } from "./period";
import type { Day, Table } from "./table";

export type Formula =
  | number
  | { sum: string }
  | { distinct: string }
  | { last: string }
  | { op: "+" | "-" | "*" | "/"; args: [Formula, Formula] };

/** How a measure is added up over rows: see orchestration/publish/metrics.py. */
type Kind = "sum" | "distinct" | "last";

export type Format = "money" | "count" | "percent" | "ratio" | "days" | "score";

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

/** The word for a dimension that a row does not tell, in filters and among the values of a split. */
export const UNKNOWN = "";

/** What rows are wanted: of each dimension one of some values. */
export type Where = Readonly<Record<string, readonly string[]>>;

/** How a metric is split: over time, by dimensions, or both. */
export type Split = { grain?: Grain; by?: readonly string[] };

export type Point = { start: Day; value: number | null };

/** A metric's value for one bucket and one value of each dimension of the split. */
export type Cell = { start: Day; words: string[]; value: number | null };

/** Entity days (macros/metrics/entity_days.sql): null in a dimension stands for all its values. */
function isRollup(table: Table): boolean {
  return table.has(PREVIOUS_DATE);
}

function dimensionsOf(table: Table): string[] {
  return table.columnNames.filter((name) => table.kind(name) === "text");
}

/** The first dimension of those wanted that a table cannot give, or null where it gives all. */
function missing(table: Table, where: Where, by: readonly string[]): string | null {
  for (const name of [...Object.keys(where), ...by]) if (!table.has(name)) return name;
  if (!isRollup(table)) return null;
  // Entities counted under two values may be the same: such counts do not add up.
  for (const [name, values] of Object.entries(where)) {
    if (values.length > 1 && !by.includes(name)) return name;
  }
  return null;
}

/** For each row whether it is wanted. */
function mask(table: Table, where: Where, by: readonly string[]): Uint8Array {
  const wanted = new Uint8Array(table.rows).fill(1);
  const keep = (name: string, isKept: (word: string | null) => boolean) => {
    const codes = table.codes(name);
    const kept = table.words(name).map(isKept);
    for (let row = 0; row < table.rows; row++) if (!kept[codes[row]!]) wanted[row] = 0;
  };
  for (const [name, values] of Object.entries(where)) {
    keep(name, (word) => values.includes(word ?? UNKNOWN) && !(word === null && isRollup(table)));
  }
  if (isRollup(table)) {
    for (const name of dimensionsOf(table)) {
      if (by.includes(name)) keep(name, (word) => word !== null);
      else if (!(name in where)) keep(name, (word) => word === null);
    }
  }
  return wanted;
}

const SEPARATOR = "\u001f";

/** Sums by bucket and group; a known group without rows in a bucket is 0 there, an unknown one null. */
type Tally = { sums: Map<string, number>; groups: Set<string> };

function keyOf(start: Day, words: readonly string[]): string {
  return [start, ...words].join(SEPARATOR);
}

function lookUp(tally: Tally | null, start: Day, words: readonly string[]): number | null {
  if (!tally) return null;
  const sum = tally.sums.get(keyOf(start, words));
  return sum ?? (tally.groups.has(words.join(SEPARATOR)) ? 0 : null);
}

export class Calculator {
  private masks = new Map<string, Uint8Array>();
  private tallies = new Map<string, Tally | null>();

  /** `homes` says which tables hold each measure; those that are not loaded yet are passed over. */
  constructor(
    private readonly tables: Record<string, Table>,
    private readonly homes: Record<string, string[]>,
  ) {}

  /** To be called when tables have been added. */
  forget(): void {
    this.masks.clear();
    this.tallies.clear();
  }

  value(metric: Metric, span: Span, where: Where): number | null {
    return evaluate(metric.formula, (name, kind) =>
      lookUp(this.tally(name, kind, span, where, {}), span.from, []),
    );
  }

  /** The metric for each day, week, month or quarter of the span, empty ones included. */
  series(metric: Metric, span: Span, grain: Grain, where: Where): Point[] {
    const tallied = this.tallied(metric, span, where, { grain });
    const points: Point[] = [];
    for (let start = startOf(grain, span.from); start <= span.to; start = nextStart(grain, start)) {
      const value = evaluate(metric.formula, (name, kind) =>
        lookUp(tallied(name, kind), start, []),
      );
      points.push({ start, value });
    }
    return points;
  }

  /** The metric for each value of a dimension that has rows in the span. */
  by(metric: Metric, dimension: string, span: Span, where: Where): Map<string, number | null> {
    const cells = this.cells(metric, span, where, { by: [dimension] });
    return new Map(cells.map((cell) => [cell.words[0]!, cell.value]));
  }

  /** Tells the metric for one value of each dimension: 0 where all its rows lie outside the span. */
  each(metric: Metric, by: readonly string[], span: Span, where: Where): (...words: string[]) => number | null {
    const tallied = this.tallied(metric, span, where, { by });
    return (...words) =>
      evaluate(metric.formula, (name, kind) => lookUp(tallied(name, kind), span.from, words));
  }

  /** The metric for each combination of a split that has rows in the span. */
  cells(metric: Metric, span: Span, where: Where, split: Split): Cell[] {
    const keys = new Set<string>();
    const tallied = this.tallied(metric, span, where, split);
    for (const [name, kind] of measuresOf(metric.formula)) {
      for (const key of tallied(name, kind)?.sums.keys() ?? []) keys.add(key);
    }
    return [...keys].map((key) => {
      const [first, ...words] = key.split(SEPARATOR);
      const start = Number(first);
      const value = evaluate(metric.formula, (name, kind) =>
        lookUp(tallied(name, kind), start, words),
      );
      return { start, words, value };
    });
  }

  /** Why a metric has no answer: the dimension that none of its tables can be filtered or split by. */
  cannot(metric: Metric, where: Where, by: readonly string[] = []): string | null {
    for (const name of metric.measures) {
      if (this.homeOf(name, where, by)) continue;
      const homes = this.homesOf(name);
      if (homes.length === 0) continue;
      // The table that comes closest tells the reason.
      const reasons = homes.map((table) => missing(table, where, by));
      return reasons.find((reason) => reason !== null && reason !== WORLD) ?? reasons[0] ?? null;
    }
    return null;
  }

  /** Whether a measure of the metric stands in a table that has not been loaded yet. */
  isWaiting(metric: Metric): boolean {
    return metric.measures.some((name) => this.homes[name]?.some((home) => !this.tables[home]) ?? false);
  }

  /** The queries that a metric's value comes from. */
  queriesOf(metric: Metric, where: Where, by: readonly string[]): string[] {
    const homes = metric.measures.map((name) => this.homeOf(name, where, by));
    return Object.keys(this.tables).filter((query) => homes.includes(this.tables[query]!));
  }

  /** Rows without days are drawn as they are, and never summed. */
  private homesOf(name: string): Table[] {
    const loaded = (this.homes[name] ?? []).flatMap((home) => this.tables[home] ?? []);
    return loaded.filter((table) => table.has(DATE));
  }

  /** The smallest table that holds a measure and can be filtered and split as asked. */
  private homeOf(name: string, where: Where, by: readonly string[]): Table | null {
    const fit = this.homesOf(name).filter((table) => missing(table, where, by) === null);
    return fit.sort((a, b) => a.rows - b.rows)[0] ?? null;
  }

  /** The tallies of a metric's measures, for the thousands of points that a chart looks up in them. */
  private tallied(
    metric: Metric,
    span: Span,
    where: Where,
    split: Split,
  ): (name: string, kind: Kind) => Tally | null {
    const tallies: Record<Kind, Map<string, Tally | null>> = {
      sum: new Map(),
      distinct: new Map(),
      last: new Map(),
    };
    for (const [name, kind] of measuresOf(metric.formula)) {
      tallies[kind].set(name, this.tally(name, kind, span, where, split));
    }
    return (name, kind) => tallies[kind].get(name) ?? null;
  }

  private mask(table: Table, where: Where, by: readonly string[]): Uint8Array {
    const home = Object.keys(this.tables).find((name) => this.tables[name] === table);
    const key = JSON.stringify([home, where, isRollup(table) ? by : []]);
    let found = this.masks.get(key);
    if (!found) this.masks.set(key, (found = mask(table, where, by)));
    return found;
  }

  /**
   * A measure in buckets and by dimensions; null where it is unknown: where it cannot be filtered as
   * asked, or is null in all rows that are wanted, whatever their day.
   *
   * A distinct measure counts entity days: an entity is counted on the day whose previous one lies
   * before the bucket. It has just one such day, so the count is exact for any dates.
   */
  private tally(
    name: string,
    kind: Kind,
    span: Span,
    where: Where,
    { grain, by = [] }: Split,
  ): Tally | null {
    const key = JSON.stringify([name, kind, span, where, grain, by]);
    const done = this.tallies.get(key);
    if (done !== undefined) return done;
    const table = this.homeOf(name, where, by);
    const tally = table && this.sum(table, name, kind, span, where, grain, by);
    this.tallies.set(key, tally);
    return tally;
  }

  /**
   * For each day on which a state is told the buckets that it speaks for: it holds until the next
   * one, so a bucket takes the newest up to its end. The days are the world's, whatever else is
   * filtered, so that who is in no row of that day counts as none.
   */
  private states(table: Table, where: Where, span: Span, grain: Grain | undefined): Map<Day, Day[]> {
    const dates = table.days(DATE);
    const ofWorld = this.mask(table, WORLD in where ? { [WORLD]: where[WORLD]! } : {}, []);
    const days = [...new Set(dates.filter((_, row) => ofWorld[row]))].sort((a, b) => a - b);
    const states = new Map<Day, Day[]>();
    const first = grain ? startOf(grain, span.from) : span.from;
    for (let start = first; start <= span.to; start = grain ? nextStart(grain, start) : span.to + 1) {
      const end = grain ? Math.min(nextStart(grain, start) - 1, span.to) : span.to;
      const day = days.filter((each) => each <= end).pop();
      if (day !== undefined) states.set(day, [...(states.get(day) ?? []), start]);
    }
    return states;
  }

  private sum(
    table: Table,
    name: string,
    kind: Kind,
    span: Span,
    where: Where,
    grain: Grain | undefined,
    by: readonly string[],
  ): Tally | null {
    const dates = table.days(DATE);
    const values = table.numbers(name);
    const previous = kind === "distinct" && isRollup(table) ? table.days(PREVIOUS_DATE) : null;
    const wanted = this.mask(table, where, by);
    const splits = by.map((dimension) => table.codes(dimension));
    const sizes = by.map((dimension) => table.words(dimension).length);
    const starts = new Map<Day, Day>();
    const bucketOf = (day: Day) => {
      if (!grain) return span.from;
      let start = starts.get(day);
      if (start === undefined) starts.set(day, (start = startOf(grain, day)));
      return start;
    };
    const states = kind === "last" ? this.states(table, where, span, grain) : null;
    const groups = sizes.reduce((product, size) => product * size, 1);
    const sums = new Map<number, number>(); // by bucket and code of the group in one number
    const known = new Set<number>();
    for (let row = 0; row < table.rows; row++) {
      if (!wanted[row]) continue;
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      let group = 0;
      for (let at = 0; at < splits.length; at++) group = group * sizes[at]! + splits[at]![row]!;
      known.add(group);
      const day = dates[row]!;
      if (states) {
        for (const bucket of states.get(day) ?? []) {
          const slot = bucket * groups + group;
          sums.set(slot, (sums.get(slot) ?? 0) + value);
        }
        continue;
      }
      if (!(day >= span.from && day <= span.to)) continue;
      const bucket = bucketOf(day);
      // No previous day is NaN, which is never at or after anything.
      if (previous && previous[row]! >= Math.max(bucket, span.from)) continue;
      const slot = bucket * groups + group;
      sums.set(slot, (sums.get(slot) ?? 0) + value);
    }
    if (known.size === 0) return null;
    const wordsOf = (group: number) => {
      const words: string[] = new Array<string>(by.length);
      for (let at = by.length - 1; at >= 0; at--) {
        words[at] = table.words(by[at]!)[group % sizes[at]!] ?? UNKNOWN;
        group = Math.floor(group / sizes[at]!);
      }
      return words;
    };
    const unit = 10 ** table.scale(name);
    const tally: Tally = { sums: new Map(), groups: new Set() };
    for (const group of known) tally.groups.add(wordsOf(group).join(SEPARATOR));
    for (const [slot, sum] of sums) {
      const group = ((slot % groups) + groups) % groups;
      tally.sums.set(keyOf((slot - group) / groups, wordsOf(group)), sum / unit);
    }
    return tally;
  }
}

function measuresOf(formula: Formula): [string, Kind][] {
  if (typeof formula === "number") return [];
  if ("sum" in formula) return [[formula.sum, "sum"]];
  if ("distinct" in formula) return [[formula.distinct, "distinct"]];
  if ("last" in formula) return [[formula.last, "last"]];
  return formula.args.flatMap(measuresOf);
}

/** A formula over measures; a division by zero or of nothing gives nothing. */
function evaluate(
  formula: Formula,
  measured: (name: string, kind: Kind) => number | null,
): number | null {
  if (typeof formula === "number") return formula;
  if ("sum" in formula) return measured(formula.sum, "sum");
  if ("distinct" in formula) return measured(formula.distinct, "distinct");
  if ("last" in formula) return measured(formula.last, "last");
  const left = evaluate(formula.args[0], measured);
  const right = evaluate(formula.args[1], measured);
  if (left === null || right === null) return null;
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
