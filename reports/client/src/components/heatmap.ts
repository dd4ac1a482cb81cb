// <Heatmap metric=orders x=hour y=weekday/>: a table of two dimensions with coloured cells. With
// `data={query} value=column` the rows of a query are added up instead.

import { dimensionLabel, isOrdered, valueText } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import { cellTold, grouped, isFilter, rowsOf, sumOf, whyEmpty, wordsOf } from "../rows";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { cellButton, heatFoot, heatLegend, heatOf, replaceKeeping, walkable, warm } from "./cells";

type Square = { x: string; y: string; value: number; told: Told };
type Content = { squares: Square[]; format: Format; what: string } | { says: string };

function fromMetric(page: Page, { metric: name, x = "", y = "", empty }: Attributes): Content {
  const { state, calculator } = page;
  const metric = metricOf(page, name);
  const where = here(page, x, y);
  const squares = calculator.cells(metric, state.span, where, { by: [x, y] }).flatMap(({ words, value }) => {
    if (value === null) return [];
    const [wordX, wordY] = [words[0]!, words[1]!];
    const told = metricTold(metric.name, state.span, { ...where, [x]: [wordX], [y]: [wordY] }, value);
    return [{ x: wordX, y: wordY, value, told }];
  });
  if (squares.length === 0) return { says: empty ? t(empty) : whyNot(page, metric, [x, y], [x, y]) };
  return { squares, format: metric.format, what: label(metric) };
}

function fromRows(page: Page, attributes: Attributes): Content {
  const { x = "", y = "", value = "", fmt, empty } = attributes;
  const rows = rowsOf(page, attributes, x, y);
  const squares = [...(rows ? grouped(rows, x, y) : [])].flatMap(([key, group]) => {
    const sum = sumOf(rows!.table, value, group);
    if (sum === null) return [];
    const [wordX, wordY] = [wordsOf(key)[0]!, wordsOf(key)[1]!];
    const told = cellTold(rows!, value, { [x]: [wordX], [y]: [wordY] }, sum);
    return [{ x: wordX, y: wordY, value: sum, told }];
  });
  if (squares.length === 0) return { says: whyEmpty(page, rows, empty) };
  return { squares, format: (fmt ?? "count") as Format, what: t(value.replaceAll("_", " ")) };
}

/** Every word of an axis; of weekdays and hours also those on which nothing was. */
function axis(dimension: string, found: Iterable<string>, totals: Map<string, number>): string[] {
  const words = new Set(found);
  if (dimension === "weekday") for (let day = 1; day <= 7; day++) words.add(String(day));
  if (dimension === "hour") for (let hour = 0; hour < 24; hour++) words.add(String(hour).padStart(2, "0"));
  const isDate = [...words].every((word) => /^(\d{4}-|\d+$)/.test(word));
  return [...words].sort((a, b) =>
    isOrdered(dimension) || isDate
      ? a.localeCompare(b, "en", { numeric: true })
      : (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || a.localeCompare(b),
  );
}

export const Heatmap: Component = (place, attributes, page) => {
  const { x = "", y = "" } = attributes;
  const { state } = page;
  const frame = element("div", "table-frame heatmap-frame");
  const foot = heatFoot();
  place.append(frame, foot.place);
  const ready = walkable(frame, foot.says);

  /** Rows of a query filter only by what others on the page can be filtered by. */
  const filters = (dimension: string) => !!attributes.metric || isFilter(page, attributes.data ?? "", dimension);

  function toggle(dimension: string, word: string): void {
    if (filters(dimension)) state.toggle(dimension, word);
  }

  function choose(wordX: string, wordY: string): void {
    const isOnly = (dimension: string, word: string) =>
      state.filters[dimension]?.length === 1 && state.filters[dimension]![0] === word;
    const isChosen = isOnly(x, wordX) && isOnly(y, wordY);
    if (filters(x)) state.setFilter(x, isChosen ? [] : [wordX]);
    if (filters(y)) state.setFilter(y, isChosen ? [] : [wordY]);
  }

  return () => {
    const content = attributes.metric ? fromMetric(page, attributes) : fromRows(page, attributes);
    if ("says" in content) {
      frame.replaceChildren(element("p", "empty", content.says));
      foot.legend.replaceChildren();
      foot.says.textContent = "";
      tell(place, []);
      return;
    }
    const { squares, format, what } = content;
    const sums = (by: "x" | "y") => {
      const totals = new Map<string, number>();
      for (const square of squares) totals.set(square[by], (totals.get(square[by]) ?? 0) + square.value);
      return totals;
    };
    const columns = axis(x, squares.map((square) => square.x), sums("x"));
    const lines = axis(y, squares.map((square) => square.y), sums("y"));
    const at = new Map(squares.map((square) => [`${square.x}\u001f${square.y}`, square]));
    const heat = heatOf(squares.map((square) => square.value), format === "money" || format === "count");
    const isDim = (dimension: string, word: string) =>
      !!state.filters[dimension] && !state.filters[dimension].includes(word);

    const table = element("table", "heatmap-table");
    if (columns.length > 14) table.classList.add("dense");
    table.append(element("caption", "unseen", t("{1} by {2} and {3}", what, dimensionLabel(y), dimensionLabel(x))));
    const head = element("tr");
    head.append(element("td"));
    columns.forEach((word, column) => {
      const name = element("th", column % 3 ? "" : "third");
      name.scope = "col";
      const button = element("button", "mark-button clip", axisText(x, word, columns.length > 14));
      button.type = "button";
      button.title = valueText(x, word);
      button.dataset.key = `x${word}`;
      button.addEventListener("click", () => toggle(x, word));
      name.append(button);
      head.append(name);
    });
    const header = element("thead");
    header.append(head);
    const body = element("tbody");
    lines.forEach((lineWord, line) => {
      const row = element("tr");
      const name = element("th");
      name.scope = "row";
      const button = element("button", "mark-button clip", valueText(y, lineWord));
      button.type = "button";
      button.dataset.key = `y${lineWord}`;
      button.addEventListener("click", () => toggle(y, lineWord));
      name.append(button);
      row.append(name);
      columns.forEach((word, column) => {
        const square = at.get(`${word}\u001f${lineWord}`);
        const cell = element("td");
        if (isDim(x, word) || isDim(y, lineWord)) cell.classList.add("dimmed");
        const value = square?.value ?? null;
        const text = exact(value, format, state.currency);
        const mark = cellButton(
          `${valueText(y, lineWord)}, ${valueText(x, word)}: ${text}`, column, line, `${word}\u001f${lineWord}`,
        );
        mark.append(element("span", "", value === null ? "" : short(value, format, state.currency)));
        mark.addEventListener("click", () => choose(word, lineWord));
        warm(mark, heat.of(value));
        cell.append(mark);
        row.append(cell);
      });
      body.append(row);
    });
    // Cells have room for the longest of their values; a table too wide for a phone is pushed.
    const longest = Math.max(...squares.map((square) => short(square.value, format, state.currency).length));
    table.style.setProperty("--least", `${columns.length * Math.max(longest * 8 + 10, 64)}px`);
    table.append(header, body);
    replaceKeeping(frame, table);
    foot.legend.replaceChildren(heatLegend(heat, (value) => short(value, format, state.currency)));
    ready();
    tell(place, squares.map((square) => square.told));
  };
};

/** Where many columns are beside one another, an hour is its number. */
function axisText(dimension: string, word: string, isDense: boolean): string {
  return isDense && dimension === "hour" ? String(Number(word)) : valueText(dimension, word);
}
