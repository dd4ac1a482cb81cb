// <DataTable data={files}>: the rows of a query, sorted at a click, searched and paged.

import { downloadButtons } from "../download";
import type { Value } from "../download";
import { NOTHING, date } from "../format";
import { element } from "../page";
import type { Component } from "../page";
import type { Table } from "../table";

type Cell = { text: string; order: number | string; isNumber: boolean; value: Value };

const DAY_MS = 86_400_000;

/** Decimals of a number by what a `unit` column says of its row. */
const DIGITS: Record<string, number> = { count: 0, money: 2, score: 4 };

function cell(table: Table, column: string, row: number, unit: string | undefined): Cell {
  switch (table.kind(column)) {
    case "number": {
      const whole = table.numbers(column)[row]!;
      if (Number.isNaN(whole)) return { text: NOTHING, order: -Infinity, isNumber: true, value: null };
      const scale = table.scale(column);
      const value = whole / 10 ** scale;
      const said = unit === undefined ? null : table.text(unit, row);
      const digits = DIGITS[said ?? ""] ?? (scale === 0 ? 0 : 2);
      const text = value.toLocaleString("en-US", {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      return { text, order: value, isNumber: true, value };
    }
    case "date": {
      const day = table.days(column)[row]!;
      if (Number.isNaN(day)) return { text: NOTHING, order: -Infinity, isNumber: false, value: null };
      return { text: date(day), order: day, isNumber: false, value: new Date(day * DAY_MS) };
    }
    case "flag": {
      const value = table.flag(column, row);
      const text = value === null ? NOTHING : value ? "yes" : "no";
      return { text, order: text, isNumber: false, value: value === null ? null : text };
    }
    default: {
      const text = table.text(column, row);
      return { text: text ?? NOTHING, order: text ?? "", isNumber: false, value: text };
    }
  }
}

/** Long texts may break anywhere, short ones nowhere. */
function classOf(cell: Cell): string {
  return cell.isNumber ? "number" : cell.text.length > 24 ? "long" : "short";
}

export const DataTable: Component = (place, attributes, page) => {
  const table = page.tables[attributes.data ?? ""];
  if (!table) throw new Error(`there is no query ${attributes.data}`);
  const pageSize = Number(attributes.rows ?? 10);
  const columns = (attributes.columns ?? table.columnNames.join(",")).split(",").map((c) => c.trim());
  const titles = (attributes.titles ?? "").split(",").map((t) => t.trim());
  const rows = Array.from({ length: table.rows }, (_, row) => 
    columns.map((c) => cell(table, c, row, attributes.unit)),
  );
  if (rows.length === 0) {
    place.append(element("p", "empty", attributes.empty ?? "There are no rows."));
    return () => {};
  }

  let sorted: { column: number; down: boolean } | null = null;
  let first = 0;
  let wanted = "";

  const search = element("input", "search");
  search.type = "search";
  search.placeholder = "Search";
  search.setAttribute("aria-label", `Search ${attributes.title ?? "the table"}`);
  search.addEventListener("input", () => {
    wanted = search.value.toLowerCase();
    first = 0;
    draw();
  });

  const grid = element("table");
  const head = element("tr");
  const body = element("tbody");
  const marks = columns.map((column, at) => {
    const cellOf = element("th", rows[0]![at]!.isNumber ? "number" : "");
    cellOf.scope = "col";
    const button = element("button", "", titles[at] || column.replaceAll("_", " "));
    button.type = "button";
    button.addEventListener("click", () => {
      sorted = { column: at, down: sorted?.column === at ? !sorted.down : rows[0]![at]!.isNumber };
      first = 0;
      draw();
    });
    cellOf.append(button);
    head.append(cellOf);
    return cellOf;
  });
  const header = element("thead");
  header.append(head);
  grid.append(header, body);
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  frame.append(grid);

  const pager = element("div", "pager");
  const back = element("button", "", "‹");
  const next = element("button", "", "›");
  const where = element("span");
  back.type = next.type = "button";
  back.setAttribute("aria-label", "Rows before");
  next.setAttribute("aria-label", "Rows after");
  back.addEventListener("click", () => {
    first = Math.max(0, first - pageSize);
    draw();
  });
  next.addEventListener("click", () => {
    first += pageSize;
    draw();
  });
  pager.append(back, where, next);
  if (rows.length > pageSize) place.append(search);
  const tools = element("div", "table-tools");
  tools.append(
    pager,
    downloadButtons(attributes.title ?? attributes.data ?? "", () => ({
      header: columns.map((column, at) => titles[at] || column.replaceAll("_", " ")),
      rows: found().map((cells) => cells.map((c) => c.value)),
    })),
  );
  place.append(frame, tools);

  /** The rows that the search finds, in their order. */
  function found(): Cell[][] {
    let shown = wanted
      ? rows.filter((cells) => cells.some((c) => c.text.toLowerCase().includes(wanted)))
      : rows;
    if (sorted) {
      const { column, down } = sorted;
      shown = [...shown].sort((a, b) => {
        const left = a[column]!.order;
        const right = b[column]!.order;
        const order = left < right ? -1 : left > right ? 1 : 0;
        return down ? -order : order;
      });
    }
    return shown;
  }

  function draw(): void {
    const shown = found();
    marks.forEach((mark, at) => {
      if (sorted?.column === at) mark.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else mark.removeAttribute("aria-sort");
    });
    body.replaceChildren(
      ...shown.slice(first, first + pageSize).map((cells) => {
        const line = element("tr");
        line.append(...cells.map((c) => element("td", classOf(c), c.text)));
        return line;
      }),
    );
    const last = Math.min(first + pageSize, shown.length);
    where.textContent = shown.length ? `${first + 1}–${last} of ${shown.length}` : "nothing found";
    back.disabled = first === 0;
    next.disabled = last >= shown.length;
    pager.hidden = shown.length <= pageSize && !wanted;
  }

  draw();
  return () => {};
};
