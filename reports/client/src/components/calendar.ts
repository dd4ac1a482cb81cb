// <CalendarHeatmap metric=gmv/>: the days of the last months, each coloured by its value. A click on
// a day makes it the period. With `data={query} date=column value=column` it adds up a query's rows.

import { date as dateText, exact, monthYear, short, weekdayName } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import type { Span } from "../period";
import { fromIso, iso, nextStart, parts, startOf } from "../period";
import { cellTold, grouped, rowsOf, sumOf, whyEmpty } from "../rows";
import type { Day } from "../table";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { cellButton, heatFoot, heatLegend, heatOf, replaceKeeping, walkable, warm } from "./cells";

const LEAST_DAYS = 365; // a shorter period is shown within the year that it ends

type Entry = { value: number; told: Told };
type Content = { days: Map<Day, Entry>; format: Format; what: string } | { says: string };

/** The days on show: the period, or more where it is short, so that other days can be chosen. */
function shownSpan({ state }: Page): Span {
  const { span, whole } = state;
  const to = span.to - span.from + 1 >= LEAST_DAYS ? span.to : Math.min(whole.to, Math.max(span.to, span.from + 30));
  const from = Math.max(whole.from, Math.min(span.from, to - LEAST_DAYS + 1));
  return { from, to };
}

function fromMetric(page: Page, { metric: name, empty }: Attributes, shown: Span): Content {
  const metric = metricOf(page, name);
  const where = here(page);
  const days = new Map<Day, Entry>();
  for (const { start, value } of page.calculator.series(metric, shown, "day", where)) {
    if (value === null) continue;
    days.set(start, { value, told: metricTold(metric.name, { from: start, to: start }, where, value) });
  }
  if (days.size === 0) return { says: empty ? t(empty) : whyNot(page, metric) };
  return { days, format: metric.format, what: label(metric) };
}

function fromRows(page: Page, attributes: Attributes, shown: Span): Content {
  const { date = "", value = "", fmt, empty } = attributes;
  const rows = rowsOf(page, { data: attributes.data ?? "", whole: "" });
  const days = new Map<Day, Entry>();
  for (const [word, group] of rows ? grouped(rows, date) : []) {
    const day = fromIso(word);
    const sum = sumOf(rows!.table, value, group);
    if (day === null || sum === null || day < shown.from || day > shown.to) continue;
    days.set(day, { value: sum, told: cellTold(rows!, value, { [date]: [word] }, sum) });
  }
  if (days.size === 0) return { says: whyEmpty(page, rows && { ...rows, date }, empty) };
  return { days, format: (fmt ?? "count") as Format, what: t(value.replaceAll("_", " ")) };
}

export const CalendarHeatmap: Component = (place, attributes, page) => {
  const { state } = page;
  const frame = element("div", "calendar-frame");
  const foot = heatFoot();
  place.append(frame, foot.place);
  const ready = walkable(frame, foot.says);

  return () => {
    const shown = shownSpan(page);
    const content = attributes.metric ? fromMetric(page, attributes, shown) : fromRows(page, attributes, shown);
    if ("says" in content) {
      frame.replaceChildren(element("p", "empty", content.says));
      foot.legend.replaceChildren();
      foot.says.textContent = "";
      tell(place, []);
      return;
    }
    const { days, format, what } = content;
    const values = [...days.values()].map((entry) => entry.value);
    const heat = heatOf(values, format === "money" || format === "count");
    const months = element("div", "calendar-months");
    months.setAttribute("role", "group");
    months.setAttribute("aria-label", t("{1} by day", what));
    let at = 0; // months so far: their rows lie below one another for the arrow keys
    for (let start = startOf("month", shown.from); start <= shown.to; start = nextStart("month", start)) {
      months.append(month(start, at++));
    }
    const isFirst = frame.childElementCount === 0;
    replaceKeeping(frame, months);
    if (isFirst) frame.scrollTop = frame.scrollHeight; // the last days are what one comes for
    foot.legend.replaceChildren(heatLegend(heat, (value) => short(value, format, state.currency)));
    ready();
    tell(place, [...days.values()].map((entry) => entry.told));

    function month(start: Day, index: number): HTMLElement {
      const box = element("div", "calendar-month");
      box.append(element("div", "calendar-name", monthYear(start)));
      const grid = element("div", "calendar-grid");
      for (let weekday = 1; weekday <= 7; weekday++) {
        const name = element("span", "calendar-weekday", weekdayName(weekday).charAt(0));
        name.setAttribute("aria-hidden", "true");
        grid.append(name);
      }
      const lead = parts(start).weekday;
      for (let day = start; day < nextStart("month", start); day++) {
        const { weekday, day: number } = parts(day);
        const entry = days.get(day);
        const isOutside = day < shown.from || day > shown.to;
        const text = exact(entry?.value ?? null, format, state.currency);
        const line = index * 7 + Math.floor((lead + number - 1) / 7);
        const cell = cellButton(`${dateText(day)}: ${text}`, weekday, line, iso(day));
        cell.textContent = String(number);
        cell.style.gridColumn = String(weekday + 1);
        cell.disabled = isOutside;
        if (!isOutside) warm(cell, heat.of(entry?.value ?? null));
        cell.classList.toggle("of-period", day >= state.span.from && day <= state.span.to);
        cell.addEventListener("click", () => state.zoom({ from: day, to: day }));
        grid.append(cell);
      }
      box.append(grid);
      return box;
    }
  };
};
