// What a <DataTable> shows: the rows of a query, or metrics by one or more dimensions.

import { dimensionLabel, valueText } from "../dimensions";
import type { Value } from "../download";
import { NOTHING, change, date, exact, monthYear, short } from "../format";
import { t } from "../i18n";
import { UNKNOWN } from "../metrics";
import type { Format } from "../metrics";
import { here, label, metricsOf, whyNot } from "../page";
import type { Attributes, Page } from "../page";
import type { Change } from "../format";
import { cellTold, grouped, ignoredNote, keyOf, rowsOf, sumOf, whyEmpty, wordOf } from "../rows";
import type { Told } from "../told";
import { metricTold } from "../told";

/** A column of months holds the first or the last day of each. */
const MONTH = /(^|_)month_/;

/** How a column's cells look, beyond their text. */
export type Look = "plain" | "colorscale" | "bar" | "delta";

export type Column = {
  id: string;
  title: string;
  description: string;
  isNumber: boolean;
  format: Format | null;
  look: Look;
  isDownGood: boolean;
  text: (line: number) => string;
  full: (line: number) => string;
  order: (line: number) => number | string;
  number: (line: number) => number | null;
  /** As a file holds it: numbers as numbers, days as days. */
  raw: (line: number) => Value;
  change: ((line: number) => Change | null) | null;
  total: number | null;
  totalText: string;
};

export type TableData = {
  lines: number;
  columns: Column[];
  /** The value of a dimension on a line, to filter by. */
  word: (dimension: string, line: number) => string | null;
  /** Where a line leads. */
  link: (line: number) => string | undefined;
  told: (line: number) => Told[];
  toldTotal: Told[];
  note: string;
};

const DAY_MS = 86_400_000;

const LOOKS: readonly string[] = ["colorscale", "bar", "delta"];
const FORMATS: readonly string[] = ["money", "count", "percent", "ratio", "days", "score"];

/** Decimals of a number by what a `unit` column says of its row. */
const DIGITS: Record<string, number> = { count: 0, money: 2, score: 4 };

function lookOf(said: Attributes | undefined): Look {
  return LOOKS.includes(said?.contentType ?? "") ? (said!.contentType as Look) : "plain";
}

function formatOf(fmt: string | undefined): Format | null {
  return FORMATS.includes(fmt ?? "") ? (fmt as Format) : null;
}

const ENDINGS: Record<string, Format> = { amount: "money", count: "count", pct: "percent", days: "days" };

/** What a column's name says of its unit, where nobody says more (the names have rules). */
function usualFormat(column: string): Format | null {
  return ENDINGS[column.split("_").at(-1)!] ?? null;
}

function titleOf(column: string): string {
  const words = column.replace(/_(amount|count|pct)$/, "").replaceAll("_", " ");
  return t(words.charAt(0).toUpperCase() + words.slice(1));
}

/** The columns to show: those of <Column> tags, of `columns=`, or all. */
function wanted(attributes: Attributes, said: readonly Attributes[], all: readonly string[]): Attributes[] {
  if (said.length) return [...said];
  const titles = (attributes.titles ?? "").split(",").map((title) => title.trim());
  const names = attributes.columns?.split(",").map((name) => name.trim()) ?? [...all];
  return names.map((id, at) => ({ id, ...(titles[at] ? { title: titles[at] } : {}) }));
}

/** The rows of a query; a sentence where there are none. */
export function fromRows(page: Page, attributes: Attributes, said: readonly Attributes[]): TableData | string {
  const { state } = page;
  const { unit, rowFilter, empty } = attributes;
  const withTotal = "totalRow" in attributes;
  const from = rowsOf(page, attributes, ...(rowFilter ? [rowFilter] : []));
  if (!from || from.rows.length === 0) return whyEmpty(page, from, empty);
  const { table, rows } = from;
  // Rows may say their own currency; different ones are never added.
  const currency = (row: number) =>
    (table.kind("currency") === "text" ? table.text("currency", row) : null) ?? state.currency;
  const currencies = new Set(withTotal ? rows.map(currency) : []);
  const all = table.columnNames.filter((name) => name !== "world_id");
  const columns = wanted(attributes, said, all).map((attributes): Column => {
    const id = attributes.id!;
    const kind = table.kind(id);
    if (!kind) throw new Error(`there is no column ${id}`);
    const format = formatOf(attributes.fmt) ?? (unit === undefined ? usualFormat(id) : null);
    const isNumber = kind === "number";
    const number = (line: number) => (isNumber ? table.number(id, rows[line]!) : null);
    const scale = table.scale(id);
    const plain = (line: number) => {
      const value = number(line);
      if (value === null) return NOTHING;
      const said = unit === undefined ? null : table.text(unit, rows[line]!);
      const digits = DIGITS[said ?? ""] ?? (scale === 0 ? 0 : 2);
      return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    };
    // Every digit of what is counted: rows of a query are there to be looked up and added up.
    const written = format === "money" || format === "count" ? exact : short;
    const text = (line: number): string => {
      const row = rows[line]!;
      switch (kind) {
        case "number": {
          const isBare = !format || (format === "money" && !currency(row));
          return isBare ? plain(line) : written(number(line), format, currency(row));
        }
        case "date":
          if (Number.isNaN(table.days(id)[row]!)) return NOTHING;
          return (MONTH.test(id) ? monthYear : date)(table.days(id)[row]!);
        case "flag": {
          const flag = table.flag(id, row);
          return flag === null ? NOTHING : t(flag ? "yes" : "no");
        }
        default: {
          const word = table.text(id, row);
          if (word === null) return id === rowFilter ? t("Not known") : NOTHING;
          return valueText(id, word);
        }
      }
    };
    const hasTotal =
      isNumber && withTotal && (format === "count" || (format === "money" && currencies.size === 1));
    return {
      id,
      title: attributes.title ? t(attributes.title) : titleOf(id),
      description: attributes.description ? t(attributes.description) : "",
      isNumber,
      format,
      look: lookOf(attributes),
      isDownGood: "downIsGood" in attributes,
      text,
      full: (line) => {
        const isRate = isNumber && format && written === short;
        return isRate ? exact(number(line), format, state.currency) : text(line);
      },
      order: (line) => {
        if (isNumber) return number(line) ?? -Infinity;
        if (kind === "date") return table.days(id)[rows[line]!] || -Infinity;
        return text(line);
      },
      number,
      raw: (line) => {
        if (isNumber) return number(line);
        if (kind === "date") {
          const day = table.days(id)[rows[line]!]!;
          return Number.isNaN(day) ? null : new Date(day * DAY_MS);
        }
        return kind === "text" ? table.text(id, rows[line]!) : text(line);
      },
      change: null,
      total: hasTotal ? sumOf(table, id, rows) : null,
      totalText: hasTotal ? written(sumOf(table, id, rows), format, [...currencies][0] ?? "") : "",
    };
  });
  const numbers = columns.filter((column) => column.isNumber);
  const names = table.columnNames.filter((name) => ["text", "date"].includes(table.kind(name)!));
  let same: Map<string, number[]> | null = null;
  const link = attributes.link ?? said.find((column) => column.contentType === "link")?.id;
  return {
    lines: rows.length,
    columns,
    word: (dimension, line) => (table.kind(dimension) === "text" ? wordOf(table, dimension, rows[line]!) : null),
    link: (line: number) => (link ? page.links[link]?.[table.text(link, rows[line]!) ?? ""] : undefined),
    told: (line) => {
      const words = names.map((name) => wordOf(table, name, rows[line]!));
      const row = Object.fromEntries(names.map((name, at) => [name, [words[at]!]]));
      // Lines of the same words cannot be told apart: they are told together.
      same ??= grouped(from, ...names);
      const alike = same.get(keyOf(words))!;
      return numbers.map((column) => cellTold(from, column.id, row, sumOf(table, column.id, alike)));
    },
    toldTotal: columns.flatMap((column) => (column.total === null ? [] : [cellTold(from, column.id, {}, column.total)])),
    note: ignoredNote(from),
  };
}

/** Metrics by the values of one or more dimensions; a sentence where there are none. */
export function fromMetrics(page: Page, attributes: Attributes, said: readonly Attributes[]): TableData | string {
  const { state, calculator } = page;
  const by = (attributes.by ?? "").split(",").map((name) => name.trim());
  const metrics = metricsOf(page, attributes);
  const where = here(page, ...by);
  const keys = new Map<string, string[]>();
  for (const metric of metrics) {
    for (const { words, value } of calculator.cells(metric, state.span, where, { by })) {
      if (value !== null) keys.set(keyOf(words), words);
    }
  }
  const lines = [...keys.values()];
  if (lines.length === 0) {
    return attributes.empty ? t(attributes.empty) : whyNot(page, metrics[0]!, by, by);
  }
  const saidOf = (id: string) => said.find((column) => column.id === id);
  const dimensions = by.map((id, at): Column => {
    const text = (line: number) => valueText(id, lines[line]![at]!);
    return {
      id,
      title: saidOf(id)?.title ? t(saidOf(id)!.title!) : dimensionLabel(id),
      description: "",
      isNumber: false,
      format: null,
      look: "plain",
      isDownGood: false,
      text,
      full: text,
      order: text,
      number: () => null,
      raw: (line) => lines[line]![at]! || null,
      change: null,
      total: null,
      totalText: "",
    };
  });
  const numbers = metrics.map((metric): Column => {
    const here = saidOf(metric.name);
    const each = calculator.each(metric, by, state.span, where);
    const values = lines.map((words) => each(...words));
    const number = (line: number) => values[line] ?? null;
    const look = lookOf(here);
    const { previous } = state;
    const earlier = look === "delta" && previous ? calculator.each(metric, by, previous, where) : null;
    const before = earlier && lines.map((words) => earlier(...words));
    const total = "totalRow" in attributes ? calculator.value(metric, state.span, where) : null;
    return {
      id: metric.name,
      title: here?.title ? t(here.title) : label(metric),
      description: t(metric.description),
      isNumber: true,
      format: metric.format,
      look,
      isDownGood: metric.better === "down",
      text: (line) => short(number(line), metric.format, state.currency),
      full: (line) => exact(number(line), metric.format, state.currency),
      order: (line) => number(line) ?? -Infinity,
      number,
      raw: number,
      change: before && ((line) => change(number(line), before[line] ?? null, metric.format)),
      total,
      totalText: total === null ? "" : short(total, metric.format, state.currency),
    };
  });
  const linked = attributes.link;
  const leads = linked ? leadsBy(page, attributes.data, by[0]!, linked) : () => undefined;
  return {
    lines: lines.length,
    columns: [...dimensions, ...numbers],
    word: (dimension, line) => lines[line]![by.indexOf(dimension)] ?? null,
    link: (line: number) => leads(lines[line]![0]!),
    told: (line) => {
      const row = Object.fromEntries(by.map((name, at) => [name, [lines[line]![at]!]]));
      return metrics.map((metric, at) =>
        metricTold(metric.name, state.span, { ...where, ...row }, numbers[at]!.number(line)),
      );
    },
    toldTotal: numbers.flatMap(({ total }, at) =>
      total === null ? [] : [metricTold(metrics[at]!.name, state.span, where, total)],
    ),
    note: "",
  };
}

/** The page of a dimension's value, by way of a query that tells the value and the page's key. */
function leadsBy(page: Page, query: string | undefined, by: string, key: string) {
  const files = page.links[key] ?? {};
  const table = page.tables[query ?? ""];
  if (!table || by === key) return (word: string) => files[word];
  const keys = new Map<string, string>();
  for (let row = 0; row < table.rows; row++) {
    keys.set(wordOf(table, by, row), wordOf(table, key, row));
  }
  return (word: string) => files[keys.get(word) ?? UNKNOWN];
}
