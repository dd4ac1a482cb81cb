// "About this number": a button on everything that shows numbers opens what they rest on: the
// definition, the table and its SQL, the tests that guard it, and the files behind it. What is shown
// comes from assets/trust.js (reports/render/trust.py), which is loaded when it is first asked for.

import { loadBeside } from "./beside";
import { t } from "./i18n";
import type { Formula, Metric } from "./metrics";
import type { Attributes, Draw, Page } from "./page";
import { element, here } from "./page";

type Table = {
  description: string;
  grain: string;
  path: string;
  columns: Record<string, string>;
  sql: string;
  compiled: string | null;
  models: Record<string, string[]>;
  tests: string[];
  sources: string[];
  seeds: string[];
  reads_ledger: boolean;
};
type Test = { name: string; path: string; status: string; failures: number | null };
type Source = { files: number; rows_landed: number; last_date: string | null; last_file: string };
type Trust = {
  tables: Record<string, Table>;
  tests: Record<string, Test>;
  sources: Record<string, Source>;
};

declare global {
  var taladTrust: Trust | undefined;
}

/** What a button is about, and which table each query of the page reads. */
type Subject = {
  title: string;
  metrics: Metric[];
  attributes: Attributes;
  page: Page;
  sources: Record<string, string>;
};

/** Shows nothing of its own, or chooses what others show. */
const WITHOUT = new Set(["When", "Tabs", "Tab", "Dropdown", "ButtonGroup", "FilterBar"]);
const KINDS: Record<string, string> = { BigValue: "About this number", DataTable: "About this table" };

/** Puts the button on a component, and keeps it there when the component draws itself anew. */
export function aboutNumbers(page: Page, sources: Record<string, string>) {
  let dialog: HTMLDialogElement | null = null;
  return (place: HTMLElement, attributes: Attributes): Draw => {
    const name = place.dataset.component ?? "";
    const metrics = metricsIn(attributes, page.metrics);
    const isShown = metrics.length > 0 || attributes.data !== undefined;
    // What belongs to a chart or table (a reference line, a column) stands within it.
    const isPart = !!place.parentElement?.closest(".has-about");
    if (place.tagName !== "DIV" || WITHOUT.has(name) || isPart || !isShown) return () => {};

    const button = element("button", "about", "ⓘ");
    button.type = "button";
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => {
      dialog ??= makeDialog();
      const title = attributes.title ? t(attributes.title) : titleOf(place, metrics);
      void open(dialog, { title, metrics, attributes, page, sources });
    });
    place.classList.add("has-about");
    return () => {
      const words = t(KINDS[name] ?? "About this chart");
      const subject = metrics.map((metric) => t(metric.label)).join(", ") || (attributes.title && t(attributes.title));
      button.setAttribute("aria-label", subject ? `${words}: ${subject}` : words);
      button.title = words;
      if (button.parentElement !== place) place.append(button);
    };
  };
}

/** The metrics that a component's attributes name, whatever they are called; texts name none. */
function metricsIn(attributes: Attributes, known: Record<string, Metric>): Metric[] {
  const named = Object.entries(attributes)
    .filter(([name]) => !/title|name|empty|unit/i.test(name))
    .flatMap(([, value]) => value.split(","))
    .flatMap((value) => known[value.trim()] ?? []);
  return [...new Set(named)];
}

function titleOf(place: HTMLElement, metrics: Metric[]): string {
  // innerText leaves out the language that is not shown.
  const heading = place.querySelector<HTMLElement>(".component-title")?.innerText.trim();
  if (heading) return heading;
  // A tile's second metric is its target.
  if (metrics.length === 1 || place.dataset.component === "BigValue") return t(metrics[0]!.label);
  // The nearest heading before it says what a chart without a title is about.
  let best = "";
  for (const found of document.querySelectorAll<HTMLElement>("main h1, main h2, main h3")) {
    if (place.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_PRECEDING) {
      best = found.innerText.trim() || best;
    }
  }
  return best;
}

function makeDialog(): HTMLDialogElement {
  const dialog = element("dialog", "trust");
  dialog.setAttribute("aria-labelledby", "trust-title");
  // A click beside the panel closes it; Esc does by itself.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

async function open(dialog: HTMLDialogElement, subject: Subject): Promise<void> {
  const { metrics } = subject;
  const body = element("div", "trust-body");
  const close = element("button", "trust-close", "✕");
  close.type = "button";
  close.setAttribute("aria-label", t("Close"));
  close.addEventListener("click", () => dialog.close());
  const heading = element("h2", "", subject.title);
  heading.id = "trust-title";
  body.append(close, heading, ...definitions(metrics));
  dialog.replaceChildren(body);
  dialog.showModal();
  const trust = await load().catch(() => null);
  if (!trust) {
    body.append(element("p", "", t("What this rests on could not be loaded: assets/trust.js is missing.")));
    return;
  }
  const names = tablesOf(trust, subject);
  for (const name of names) body.append(...aboutTable(name, trust.tables[name]!, metrics));
  body.append(...aboutTests(trust, names), ...aboutFiles(trust, names));
  dialog.dataset.tables = names.join(",");
}

async function load(): Promise<Trust> {
  const inPage = document.getElementById("trust-data")?.textContent;
  if (inPage) globalThis.taladTrust ??= JSON.parse(inPage) as Trust;
  if (!globalThis.taladTrust) await loadBeside("trust.js");
  if (!globalThis.taladTrust) throw new Error("assets/trust.js holds nothing");
  return globalThis.taladTrust;
}

/** The tables that a component's numbers come from, as the page is filtered now. */
function tablesOf(trust: Trust, { metrics, attributes, page, sources }: Subject): string[] {
  const { data, by, series } = attributes;
  const split = [by, series].filter((name): name is string => name !== undefined);
  const queries = new Set(data === undefined ? [] : [data]);
  if (data === undefined) {
    for (const metric of metrics) {
      for (const query of page.calculator.queriesOf(metric, here(page, ...split), split)) queries.add(query);
    }
  }
  let names = [...queries].map((query) => sources[query] ?? "");
  if (names.length === 0) {
    // No table can answer as it is asked; those that hold what is counted are told all the same.
    const measures = metrics.flatMap((metric) => metric.measures);
    const holds = (name: string) => measures.some((measure) => measure in (trust.tables[name]?.columns ?? {}));
    names = Object.values(sources).filter(holds);
  }
  return [...new Set(names)].filter((name) => name in trust.tables).sort();
}

function section(title: string, ...content: Node[]): Node[] {
  return [element("h3", "", title), ...content];
}

function definitions(metrics: Metric[]): Node[] {
  if (metrics.length === 0) return [];
  const list = element("dl");
  for (const metric of metrics) {
    const said = element("dd", "", `${t(metric.description)} `);
    said.append(element("code", "", `${metric.name} = ${inWords(metric.formula)}`), " ");
    said.append(element("span", "trust-where", t("Defined in {1}", metric.defined_in)));
    list.append(element("dt", "", t(metric.label)), said);
  }
  return section(t("What it means"), list);
}

/** A formula as people write it; inner sums and differences are in brackets. */
export function inWords(formula: Formula, isInner = false): string {
  if (typeof formula === "number") return String(formula);
  if ("sum" in formula) return `sum(${formula.sum})`;
  if ("distinct" in formula) return `count(distinct ${formula.distinct.replace(/_count$/, "")})`;
  if ("last" in formula) return `sum(${formula.last} on the newest day)`;
  const [left, right] = formula.args;
  const text = `${inWords(left, true)} ${SIGNS[formula.op]} ${inWords(right, true)}`;
  return isInner ? `(${text})` : text;
}

const SIGNS = { "+": "+", "-": "−", "*": "×", "/": "÷" } as const;

function aboutTable(name: string, table: Table, metrics: Metric[]): Node[] {
  const measures = [...new Set(metrics.flatMap((metric) => metric.measures))];
  const said = element("p", "", `${t(table.description)} ${table.grain}`);
  const nodes: Node[] = [said];
  const columns = measures.filter((measure) => table.columns[measure]);
  if (columns.length) {
    const list = element("dl", "trust-columns");
    for (const column of columns) {
      const term = element("dt");
      term.append(element("code", "", column));
      list.append(term, element("dd", "", table.columns[column]));
    }
    nodes.push(list);
  }
  nodes.push(sql(t("Its SQL"), table.path, table.sql));
  if (table.compiled && table.compiled !== table.sql) {
    nodes.push(sql(t("The SQL as it was run"), "", table.compiled));
  }
  nodes.push(models(table));
  return section(t("Table {1}", name), ...nodes);
}

function sql(title: string, path: string, text: string): HTMLElement {
  const frame = element("details", "trust-sql");
  frame.append(element("summary", "", path ? `${title}: ${path}` : title));
  const code = element("pre");
  code.tabIndex = 0;
  code.append(element("code", "", text));
  const copy = element("button", "", t("Copy"));
  copy.type = "button";
  copy.addEventListener("click", () => {
    void copied(text, code).then((done) => {
      copy.textContent = t(done ? "Copied" : "Selected: press Ctrl+C");
    });
  });
  frame.append(copy, code);
  return frame;
}

/** Copies a text; where the browser forbids it, selects it at least. */
async function copied(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(shown);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}

function models(table: Table): HTMLElement {
  const frame = element("details");
  const count = Object.values(table.models).reduce((sum, names) => sum + names.length, 0);
  frame.append(element("summary", "", t("The {1} models that it stands on", String(count))));
  const list = element("dl");
  for (const [layer, names] of Object.entries(table.models)) {
    if (names.length) list.append(element("dt", "", layer), element("dd", "", names.join(", ")));
  }
  frame.append(list);
  return frame;
}

const MARKS: Record<string, string> = { pass: "✓", "not run": "–" };

function aboutTests(trust: Trust, names: string[]): Node[] {
  const ids = [...new Set(names.flatMap((name) => trust.tables[name]!.tests))];
  const order = (test: Test) => (test.status === "pass" ? 2 : test.status === "not run" ? 1 : 0);
  // Sentences before the plain checks of single columns, which begin with a table's name.
  const tests = ids
    .map((id) => trust.tests[id]!)
    .sort((a, b) => order(a) - order(b) || Number(a.name.includes(": ")) - Number(b.name.includes(": ")));
  if (tests.length === 0) return section(t("Tests"), element("p", "", t("No test guards it.")));
  const passed = tests.filter((test) => test.status === "pass").length;
  const list = element("ul", "trust-tests");
  for (const test of tests) {
    const result =
      test.status === "pass"
        ? t("passed")
        : test.status === "not run"
          ? t("not run yet")
          : t("failed, {1} rows", String(test.failures ?? "?"));
    const line = element("li", test.status === "pass" ? "" : "trust-open");
    line.dataset.status = test.status;
    const mark = element("span", "trust-mark", MARKS[test.status] ?? "✗");
    mark.setAttribute("aria-hidden", "true");
    line.append(mark, `${test.name} `, element("span", "trust-where", result));
    line.title = test.path;
    list.append(line);
  }
  return section(t("Tests: {1} of {2} passed", String(passed), String(tests.length)), list);
}

function aboutFiles(trust: Trust, names: string[]): Node[] {
  const ids = [...new Set(names.flatMap((name) => trust.tables[name]!.sources))].sort();
  const readsLedger = names.some((name) => trust.tables[name]!.reads_ledger);
  if (ids.length === 0) {
    const seeds = [...new Set(names.flatMap((name) => trust.tables[name]!.seeds))].sort();
    const words = readsLedger
      ? t("It tells of the files themselves: the Data health page lists them.")
      : seeds.length
        ? t("None: it comes from tables that are kept with the project ({1}).", seeds.join(", "))
        : t("No file has been ingested for it.");
    return section(t("Files behind it"), element("p", "", words));
  }
  const table = element("table");
  const head = element("tr");
  const titles = [t("From"), t("Files"), t("Rows"), t("Up to"), t("Newest file")];
  for (const [at, title] of titles.entries()) {
    const cell = element("th", at === 1 || at === 2 ? "number" : "", title);
    cell.scope = "col";
    head.append(cell);
  }
  const body = element("tbody");
  for (const id of ids) {
    const source = trust.sources[id]!;
    const line = element("tr");
    const first = element("th", "", id.replace("/", ": ").replaceAll("_", " "));
    first.scope = "row";
    line.append(
      first,
      element("td", "number", source.files.toLocaleString("en-US")),
      element("td", "number", source.rows_landed.toLocaleString("en-US")),
      element("td", "short", source.last_date ?? "–"),
      element("td", "long", source.last_file),
    );
    body.append(line);
  }
  const header = element("thead");
  header.append(head);
  table.append(header, body);
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  frame.append(table);
  return section(t("Files behind it"), frame);
}
