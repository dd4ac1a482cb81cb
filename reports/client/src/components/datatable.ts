// <DataTable data={products}> or <DataTable by=product_name metrics="gmv,orders">: lines that are
// sorted at a click, searched, paged and taken along as a file. <Column id= title= fmt= contentType=/>
// within it says how a column looks. Only the lines of the page in sight are made.

import { valueText } from "../dimensions";
import { downloadButtons } from "../download";
import { t } from "../i18n";
import { element, plainly } from "../page";
import type { Attributes, Component } from "../page";
import { tell } from "../told";
import type { Heat } from "./cells";
import { heatOf, replaceKeeping, warm } from "./cells";
import type { Column as Shown, TableData } from "./tabledata";
import { fromMetrics, fromRows } from "./tabledata";

const LONG = 24; // texts of more letters may break anywhere, shorter ones nowhere

type Sorted = { id: string; down: boolean };

/** `sort="gmv desc"`, or metrics by the first of them. */
function firstSort({ sort, metrics, metric }: Attributes): Sorted | null {
  const [id, way] = (sort ?? "").split(/\s+/);
  if (id) return { id, down: way === "desc" };
  const first = (metrics ?? metric)?.split(",")[0]?.trim();
  return first ? { id: first, down: true } : null;
}

function sortedLines(data: TableData, sorted: Sorted | null, lines: number[]): number[] {
  const column = data.columns.find((found) => found.id === sorted?.id);
  if (!column || !sorted) return lines;
  const orders = new Map(lines.map((line) => [line, column.order(line)]));
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  return [...lines].sort((a, b) => {
    const [left, right] = [orders.get(a)!, orders.get(b)!];
    const order =
      typeof left === "string" && typeof right === "string"
        ? compare(left, right)
        : left < right ? -1 : left > right ? 1 : 0;
    return (sorted.down ? -order : order) || a - b;
  });
}

export const DataTable: Component = (place, attributes, page) => {
  const { state } = page;
  const said = [...place.querySelectorAll<HTMLElement>(":scope > [data-component=Column]")].map(
    (column) => JSON.parse(column.dataset.attributes ?? "{}") as Attributes,
  );
  const isMetric = !attributes.data || !!attributes.by;
  const rowFilter = attributes.rowFilter ?? (isMetric ? attributes.by?.split(",")[0]?.trim() : undefined);
  const pageSize = Number(attributes.rows ?? 10);
  let sorted = firstSort(attributes);
  let first = 0;
  let sought = "";
  let data: TableData | string = "";
  let texts: string[] | null = null; // what the search looks through, made when it is first used

  const tools = element("div", "table-tools");
  const search = element("input", "search");
  search.type = "search";
  search.addEventListener("input", () => {
    sought = search.value.toLowerCase();
    first = 0;
    show();
  });
  tools.append(search);
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  const pager = element("div", "pager");
  const back = pageButton("‹", -1);
  const next = pageButton("›", 1);
  const where = element("span");
  where.setAttribute("aria-live", "polite");
  pager.append(back, where, next);
  // What the search finds, in the order of the moment, and not only the page in sight.
  const downloads = downloadButtons(attributes.title ?? attributes.data ?? attributes.by ?? "", () => {
    if (typeof data === "string") return { header: [], rows: [] };
    const { columns } = data;
    const rows = linesNow(data).map((line) => columns.map((column) => column.raw(line)));
    return { header: columns.map((column) => column.title), rows };
  });
  const note = element("p", "note");
  tools.append(downloads.place);
  place.append(tools, frame, pager, note);

  function pageButton(sign: string, step: number): HTMLButtonElement {
    const button = element("button", "", sign);
    button.type = "button";
    button.addEventListener("click", () => {
      first = Math.max(0, first + step * pageSize);
      show();
    });
    return button;
  }

  /** The lines in the order of the moment, searched through. */
  function linesNow({ lines: count, columns }: TableData): number[] {
    let lines = Array.from({ length: count }, (_, line) => line);
    if (sought) {
      texts ??= lines.map((line) => columns.map((column) => column.text(line)).join("\n").toLowerCase());
      lines = lines.filter((line) => texts![line]!.includes(sought));
    }
    return sortedLines(data as TableData, sorted, lines);
  }

  function show(): void {
    const title = attributes.title ? t(attributes.title) : t("the table");
    search.placeholder = t("Search");
    search.setAttribute("aria-label", t("Search {1}", title));
    frame.setAttribute("aria-label", title);
    downloads.draw(title);
    back.setAttribute("aria-label", t("Rows before"));
    next.setAttribute("aria-label", t("Rows after"));
    if (typeof data === "string") {
      frame.replaceChildren(element("p", "empty", data));
      tools.hidden = pager.hidden = note.hidden = true;
      tell(place, []);
      return;
    }
    const shownData = data;
    const lines = linesNow(data);
    if (first >= lines.length) first = 0;
    const inSight = lines.slice(first, first + pageSize);
    const heats = new Map(shownData.columns.map((column) => [column.id, heatOfColumn(shownData, column)]));

    const table = element("table");
    const header = element("thead");
    const head = element("tr");
    head.append(...data.columns.map(headCell));
    header.append(head);
    const body = element("tbody");
    body.append(...inSight.map((line) => lineOf(shownData, line, heats)));
    table.append(header, body);
    if (data.toldTotal.length) table.append(totals(data));
    replaceKeeping(frame, table);

    const last = Math.min(first + pageSize, lines.length);
    where.textContent = lines.length
      ? t("{1}–{2} of {3}", String(first + 1), String(last), lines.length.toLocaleString("en-US"))
      : t("Nothing found for “{1}”.", search.value);
    back.disabled = first === 0;
    next.disabled = last >= lines.length;
    pager.hidden = lines.length <= pageSize && !sought;
    tools.hidden = false;
    search.hidden = attributes.search === "false" || (data.lines <= pageSize && !("search" in attributes));
    note.textContent = data.note;
    note.hidden = !data.note;
    tell(place, [...inSight.flatMap(data.told), ...data.toldTotal]);
  }

  function headCell(column: Shown): HTMLElement {
    const cell = element("th", column.isNumber ? "number" : "");
    cell.scope = "col";
    if (sorted?.id === column.id) cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    const button = element("button", "", column.title);
    button.type = "button";
    button.title = plainly(column.description);
    button.dataset.key = `sort ${column.id}`;
    button.addEventListener("click", () => {
      const isSame = sorted?.id === column.id;
      sorted = { id: column.id, down: isSame ? !sorted!.down : column.isNumber };
      first = 0;
      show();
    });
    cell.append(button);
    return cell;
  }

  function lineOf(data: TableData, line: number, heats: Map<string, Heat | null>): HTMLElement {
    const row = element("tr");
    const word = rowFilter ? data.word(rowFilter, line) : null;
    const chosen = rowFilter ? (state.filters[rowFilter] ?? []) : [];
    if (word !== null) {
      row.dataset.by = word;
      row.classList.toggle("dimmed", chosen.length > 0 && !chosen.includes(word));
    }
    const file = data.link(line);
    const filterAt = data.columns.findIndex((column) => column.id === rowFilter);
    data.columns.forEach((column, at) => {
      const cell = element("td", classOf(column, line));
      const isName = at === (word !== null && filterAt >= 0 ? filterAt : 0);
      if (word !== null && isName) cell.append(filterButton(column, line, word, chosen.includes(word)));
      else if (column.look === "bar") cell.append(bar(column, line, heats.get(column.id)!));
      else if (column.isNumber) cell.append(column.text(line));
      else cell.append(clipped(column.text(line)));
      if (file && at === 0) cell.append(" ", pageLink(file, column.text(line), cell, word !== null));
      if (column.isNumber) cell.title = column.full(line);
      if (column.look === "colorscale") warm(cell, heats.get(column.id)!.of(column.number(line)));
      if (column.look === "delta") markDelta(cell, column, line);
      row.append(cell);
    });
    return row;
  }

  function filterButton(column: Shown, line: number, word: string, isChosen: boolean): HTMLElement {
    const text = column.id === rowFilter ? column.text(line) : `${column.text(line)} (${valueText(rowFilter!, word)})`;
    const button = element("button", "mark-button clip", text);
    button.type = "button";
    button.title = text.length > LONG ? text : "";
    button.dataset.key = `row ${word} ${line}`;
    button.setAttribute("aria-pressed", String(isChosen));
    button.addEventListener("click", () => state.toggle(rowFilter!, word));
    return button;
  }

  /** To the page of what the line is about; the name itself is the link where it is nothing else. */
  function pageLink(file: string, name: string, cell: HTMLElement, isBusy: boolean): HTMLElement {
    const link = element("a", "row-link", isBusy ? "→" : name);
    link.href = `${file}#${state.shared()}`;
    link.dataset.pageLink = "";
    if (isBusy) link.setAttribute("aria-label", t("The page of {1}", name));
    else cell.replaceChildren();
    return link;
  }

  function markDelta(cell: HTMLElement, column: Shown, line: number): void {
    const changed = column.change?.(line) ?? null;
    const value = column.change ? (changed?.value ?? null) : column.number(line);
    if (value === null) return;
    const isLevel = changed ? changed.isLevel : value === 0;
    const place = column.change ? element("span", "cell-delta") : cell;
    const arrow = isLevel ? "→" : value > 0 ? "▲" : "▼";
    place.textContent = `${arrow} ${changed ? changed.text : column.text(line)}`;
    if (!isLevel) place.classList.add(value > 0 !== column.isDownGood ? "good" : "bad");
    if (place !== cell) cell.append(place);
  }

  function totals({ columns }: TableData): HTMLElement {
    const foot = element("tfoot");
    const row = element("tr");
    columns.forEach((column, at) => {
      const text = column.totalText;
      row.append(element("td", column.isNumber ? "number" : "", at === 0 && !column.isNumber ? t("All together") : text));
    });
    foot.append(row);
    return foot;
  }

  return () => {
    data = isMetric ? fromMetrics(page, attributes, said) : fromRows(page, attributes, said);
    texts = null;
    show();
  };
};

/** Read by the <DataTable> around it. */
export const Column: Component = () => () => {};

/** A text of at most three lines; all of it stands in its title. */
function clipped(text: string): Node | string {
  if (text.length <= LONG) return text;
  const box = element("span", "clip", text);
  box.title = text;
  return box;
}

function classOf(column: Shown, line: number): string {
  if (column.isNumber) return column.look === "bar" ? "number share" : "number";
  return column.text(line).length > LONG ? "long" : "short";
}

function heatOfColumn({ lines }: TableData, column: Shown): Heat | null {
  if (column.look !== "colorscale" && column.look !== "bar") return null;
  const values = Array.from({ length: lines }, (_, line) => column.number(line));
  return heatOf(values, column.look === "bar");
}

function bar(column: Shown, line: number, heat: Heat): HTMLElement {
  const box = element("span", "bar-cell");
  const mark = element("span", "share-bar");
  const value = column.number(line);
  const most = Math.max(Math.abs(heat.low), Math.abs(heat.high)) || 1;
  mark.style.setProperty("--share", String(Math.abs(value ?? 0) / most));
  mark.classList.toggle("negative", (value ?? 0) < 0);
  box.append(mark, element("span", "", column.text(line)));
  return box;
}
