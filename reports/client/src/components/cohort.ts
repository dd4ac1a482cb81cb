// <CohortTable data={cohorts} cohort=cohort_month age=months_later value=active of=customers/>: a line
// per cohort and a column per age. Of numerator and denominator each is added up, then divided.

import { exact, monthYear, short } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { element } from "../page";
import type { Component } from "../page";
import { fromIso, nextStart } from "../period";
import { canFilter, cellTold, grouped, ignoredNote, keyOf, rowsOf, sumOf, whyEmpty, wordsOf } from "../rows";
import type { Told } from "../told";
import { tell } from "../told";
import { valueText } from "../dimensions";
import { heatLegend, heatOf, replaceKeeping, warm } from "./cells";

export const CohortTable: Component = (place, attributes, page) => {
  const { cohort = "", age = "", value = "", of, empty, ageTitle } = attributes;
  const format = (attributes.fmt ?? (of ? "percent" : "count")) as Format;
  const { state } = page;
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  const legend = element("div", "heat-foot");
  const note = element("p", "note");
  place.append(frame, legend, note);

  return () => {
    const rows = rowsOf(page, attributes, cohort);
    if (!rows || rows.rows.length === 0) {
      frame.replaceChildren(element("p", "empty", whyEmpty(page, rows, empty)));
      legend.replaceChildren();
      note.textContent = "";
      tell(place, []);
      return;
    }
    const { table } = rows;
    const told: Told[] = [];
    const groups = grouped(rows, cohort, age);
    const names = [...new Set([...groups.keys()].map((key) => wordsOf(key)[0]!))].sort();
    const ages = [...new Set([...groups.keys()].map((key) => wordsOf(key)[1]!))].sort((a, b) => Number(a) - Number(b));
    const rateOf = (group: readonly number[], told: (column: string, sum: number | null) => void) => {
      const sum = sumOf(table, value, group);
      told(value, sum);
      if (!of) return sum;
      const all = sumOf(table, of, group);
      told(of, all);
      return sum === null || !all ? null : sum / all;
    };
    const cells = names.map((name) =>
      ages.map((word) => {
        const group = groups.get(keyOf([name, word]));
        if (!group) return null;
        const row = { [cohort]: [name], [age]: [word] };
        return rateOf(group, (column, sum) => told.push(cellTold(rows, column, row, sum)));
      }),
    );
    // The first age holds everyone, and would drown the others.
    const isFull = of !== undefined && cells.every((line) => line[0] === null || line[0] === 1);
    const heat = heatOf(cells.flatMap((line) => line.slice(isFull ? 1 : 0)), true);

    const grid = element("table", "cohort-table");
    const head = element("tr");
    head.append(element("th", "", t("Cohort")));
    if (of) head.append(element("th", "number", t(attributes.ofTitle ?? "Size")));
    for (const word of ages) head.append(element("th", "number", word));
    const header = element("thead");
    if (ageTitle) {
      const above = element("tr");
      above.append(element("th"), ...(of ? [element("th")] : []));
      const title = element("th", "cohort-ages", t(ageTitle));
      title.colSpan = ages.length;
      above.append(title);
      header.append(above);
    }
    header.append(head);
    const body = element("tbody");
    const line = (name: Node | string, size: number | null, values: readonly (number | null)[]) => {
      const row = element("tr");
      const title = element("th", "short");
      title.scope = "row";
      title.append(name);
      row.append(title);
      if (of) row.append(element("td", "number", short(size, "count", "")));
      values.forEach((rate, at) => {
        const cell = element("td", "number", rate === null ? "" : short(rate, format, state.currency));
        if (rate !== null) cell.title = exact(rate, format, state.currency);
        if (!(isFull && at === 0)) warm(cell, heat.of(rate));
        row.append(cell);
      });
      return row;
    };
    names.forEach((name, at) => {
      const sizeAt = ages.find((word) => groups.has(keyOf([name, word])))!;
      const size = of ? sumOf(table, of, groups.get(keyOf([name, sizeAt]))!) : null;
      body.append(line(cohortButton(name), size, cells[at]!));
    });
    // All cohorts that have come to an age, weighted by their size.
    const totals = ages.map((word) => {
      const group = names.flatMap((name) => groups.get(keyOf([name, word])) ?? []);
      return rateOf(group, (column, sum) => told.push(cellTold(rows, column, { [age]: [word] }, sum)));
    });
    const all = of ? sumOf(table, of, names.flatMap((name) => groups.get(keyOf([name, ages[0]!])) ?? [])) : null;
    const foot = element("tfoot");
    foot.append(line(t("All"), all, totals));
    grid.append(header, body, foot);
    replaceKeeping(frame, grid);
    legend.replaceChildren(heatLegend(heat, (rate) => short(rate, format, state.currency)));
    note.textContent = ignoredNote(rows);
    tell(place, told);
  };

  /** A month of first orders becomes the period at a click, any other cohort a filter. */
  function cohortButton(name: string): Node | string {
    const day = fromIso(/^\d{4}-\d{2}$/.test(name) ? `${name}-01` : name);
    const text = day === null ? valueText(cohort, name) : monthYear(day);
    if (day === null && !canFilter(page, attributes.data, cohort)) return text;
    const button = element("button", "mark-button", text);
    button.type = "button";
    button.dataset.key = name;
    button.addEventListener("click", () => {
      if (day === null) state.toggle(cohort, name);
      else state.zoom({ from: day, to: nextStart("month", day) - 1 });
    });
    return button;
  }
};
