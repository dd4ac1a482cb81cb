// Numbers inside sentences: <Value>, <Delta>, <Period>, <PreviousPeriod>, <When>.

import { valueText } from "../dimensions";
import { NOTHING, change, exact, previousInWords, short, spanInWords } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { here, metricOf } from "../page";
import type { Component } from "../page";
import { formatOf } from "../charts/rows";
import type { Attributes, Page } from "../page";
import { cellTold, rowsOf, wordOf } from "../rows";
import { metricTold, tell } from "../told";

/** A column of the first row of a query, by its words: `data={query} column=`. */
function drawCell(place: HTMLElement, attributes: Attributes, page: Page): void {
  const { column = "", fmt } = attributes;
  const from = rowsOf(page, { ...attributes, whole: "" });
  const row = from?.rows[0];
  if (!from || row === undefined) {
    place.textContent = NOTHING;
    tell(place, []);
    return;
  }
  const { table } = from;
  if (table.kind(column) !== "number") {
    place.textContent = valueText(column, wordOf(table, column, row));
    tell(place, []);
    return;
  }
  const value = table.number(column, row);
  const format = (fmt ?? formatOf(table, column)) as Format;
  place.textContent = short(value, format, page.state.currency);
  place.title = exact(value, format, page.state.currency);
  const names = table.columnNames.filter((name) => table.kind(name) === "text");
  const words = Object.fromEntries(names.map((name) => [name, [wordOf(table, name, row)]]));
  tell(place, [cellTold(from, column, words, value)]);
}

/** The metric over the period, or a cell. */
export const Value: Component = (place, attributes, page) => {
  if (attributes.data) return () => drawCell(place, attributes, page);
  const metric = metricOf(page, attributes.metric);
  return () => {
    const where = here(page);
    const value = page.calculator.value(metric, page.state.span, where);
    place.textContent = short(value, metric.format, page.state.currency);
    place.title = exact(value, metric.format, page.state.currency);
    tell(place, [metricTold(metric.name, page.state.span, where, value)]);
  };
};

/** The change against the previous period in words: "up 8.5%", "down 1.2 pp". */
export const Delta: Component = (place, { metric: name }, page) => {
  const metric = metricOf(page, name);
  return () => {
    const { state, calculator } = page;
    const where = here(page);
    const now = calculator.value(metric, state.span, where);
    const before = state.previous && calculator.value(metric, state.previous, where);
    const changed = change(now, before, metric.format);
    const isUp = (changed?.value ?? 0) > 0;
    place.textContent =
      changed === null
        ? NOTHING
        : changed.isLevel
          ? t("level")
          : t(isUp ? "up {1}" : "down {1}", changed.text.replace(/^[+-]/, ""));
    place.dataset.raw = changed === null ? "" : String(changed.value);
    place.classList.toggle("good", !!changed && !changed.isLevel && isUp === (metric.better === "up"));
    place.classList.toggle("bad", !!changed && !changed.isLevel && isUp !== (metric.better === "up"));
    tell(place, [
      metricTold(metric.name, state.span, where, now),
      ...(state.previous ? [metricTold(metric.name, state.previous, where, before)] : []),
    ]);
  };
};

/** The period in words, at the beginning of a sentence. */
export const Period: Component = (place, _, page) => () => {
  place.textContent = spanInWords(page.state.span);
};

/** What the period is compared with, in words. */
export const PreviousPeriod: Component = (place, _, page) => () => {
  place.textContent = previousInWords(page.state.preset, page.state.comparison);
};

/**
 * Shows what it encloses only when it makes sense: `metric=` a metric that is known here, `no=` one
 * that is not, `ever=` one that the shop's files tell of whatever is chosen, `never=` one that they
 * do not, `data=` a query that has rows for what is looked at, `without=` one that has none,
 * `previous` when there is a previous period to compare with.
 */
export const When: Component = (place, attributes, page) => () => {
  const { metric, no, ever, never, data, without, previous } = attributes;
  const known = (name: string) =>
    page.calculator.value(metricOf(page, name), page.state.span, here(page)) !== null;
  const isTold = (name: string) => {
    const { calculator, state } = page;
    const wanted = metricOf(page, name);
    // Rows on their way may tell it: a page is not to be called empty and then to fill.
    return calculator.isWaiting(wanted) || calculator.value(wanted, state.whole, here(page, ...Object.keys(state.filters))) !== null;
  };
  const hasRows = (query: string) => (rowsOf(page, { data: query, whole: "" })?.rows.length ?? 0) > 0;
  const compared = page.state.previous !== null;
  const wanted =
    (metric === undefined || known(metric)) &&
    (no === undefined || !known(no)) &&
    (ever === undefined || isTold(ever)) &&
    (never === undefined || !isTold(never)) &&
    (data === undefined || hasRows(data)) &&
    (without === undefined || !hasRows(without)) &&
    (previous === undefined || compared === (previous !== "none"));
  place.hidden = !wanted;
};
