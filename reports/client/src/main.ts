// Brings a page to life: unpacks its data, puts each component in its place, redraws on change.

import { COMPONENTS } from "./components";
import { kept } from "./components/filters";
import { Drawing, afterFrame } from "./drawing";
import type { Part } from "./drawing";
import { speak, teach } from "./i18n";
import { keepLinks } from "./links";
import type { Metric } from "./metrics";
import { Calculator } from "./metrics";
import type { Attributes, Component, Draw, Page } from "./page";
import type { Preset } from "./period";
import type { World } from "./state";
import { forPaper } from "./print";
import { State } from "./state";
import { head } from "./search";
import type { SearchIndex } from "./search";
import type { PackedTable } from "./table";
import { Table } from "./table";
import { all } from "./told";
import { aboutNumbers } from "./trust";

type Packed = {
  tables: Record<string, PackedTable>;
  sources: Record<string, string>;
  lazy?: Page["lazy"];
  rare?: string; // the script of charts that few pages use, where this one does
  links?: Page["links"];
  metrics: Metric[];
  homes: Record<string, string[]>;
  words: string | Record<string, string>; // a file, or the words themselves
  period: Preset;
  root: string;
};

declare global {
  interface Window {
    taladData?: Record<string, PackedTable | SearchIndex | Record<string, string>>;
    talad?: { told: typeof all };
  }
}

/** What the reader has chosen, and what shows and hides the rest by it. */
const AROUND = new Set(["Switches", "WorldSelector", "PeriodSelector", "FilterBar", "When", "Tabs"]);

function worldsOf(table: Table | undefined): World[] {
  if (!table) return [];
  return Array.from({ length: table.rows }, (_, row) => {
    const name = table.text("shop_name", row) ?? "";
    const currency = table.text("currency", row) ?? "";
    const lastOrder = table.days("last_order_date")[row]!;
    return {
      id: table.text("world_id", row) ?? "",
      label: currency ? `${name}, ${currency}` : name,
      currency,
      first: table.days("first_date")[row]!,
      last: table.days("last_date")[row]!,
      lastOrder: Number.isNaN(lastOrder) ? null : lastOrder,
      isDated: table.kind("is_dated") !== "flag" || table.flag("is_dated", row) === true,
    };
  });
}

/** What lies in a file of its own comes by script, the one way that file:// has. */
function load(file: string, then: () => void): void {
  const script = document.createElement("script");
  script.src = file;
  script.addEventListener("load", then);
  script.addEventListener("error", then);
  document.head.append(script);
}

/** Calls on, in Thai not before its words are there: few who read English ever need them. */
function learning(state: State, words: string | Record<string, string>, then: () => void): () => void {
  let isTaught = typeof words !== "string";
  if (typeof words !== "string") teach(words);
  return () => {
    if (isTaught || state.language === "en") return then();
    document.documentElement.dataset.drawing = ""; // as soon as the words have come
    load(words as string, () => {
      isTaught = true;
      teach((window.taladData?.["/words"] ?? {}) as Record<string, string>);
      then();
    });
  };
}

/** Brings to the page the components of a script that comes after it. */
export let arrive: (more: Record<string, Component>) => void = () => {};

function start(): void {
  const source = document.getElementById("page-data");
  if (!source?.textContent) return;
  const packed = JSON.parse(source.textContent) as Packed;
  const tables = Object.fromEntries(
    Object.entries(packed.tables).map(([name, table]) => [name, new Table(table)]),
  );
  const state = new State(worldsOf(tables.worlds), packed.period);
  const page: Page = {
    tables,
    lazy: packed.lazy ?? {},
    isWhole: Object.keys(packed.lazy ?? {}).length === 0 && packed.rare === undefined,
    links: packed.links ?? {},
    metrics: Object.fromEntries(packed.metrics.map((metric) => [metric.name, metric])),
    calculator: new Calculator(tables, packed.homes),
    state,
  };
  const said = new URLSearchParams(location.hash.slice(1)).get("lang") ?? kept("talad.lang");
  state.language = said === "th" ? "th" : "en";
  const theme = kept("talad.theme");
  const { dataset } = document.documentElement;
  if (theme === "dark" || theme === "light") dataset.theme = theme;

  const about = aboutNumbers(page, packed.sources);
  const frame: Draw[] = [() => speak(state.language), keepLinks(state), head(packed.root, state)];
  const parts: Part[] = [];
  const make = (known: Record<string, Component>): void => {
    for (const place of document.querySelectorAll<HTMLElement>("[data-component]")) {
      const attributes = JSON.parse(place.dataset.attributes ?? "{}") as Attributes;
      const name = place.dataset.component ?? "";
      const component = known[name];
      if (!component) continue;
      const draw = component(place, attributes, page);
      const explain = about(place, attributes);
      if (AROUND.has(name)) frame.push(draw, explain);
      else parts.push({ place, draw: () => (draw(), explain()) });
    }
  };
  make(COMPONENTS);
  arrive = (more) => {
    make(more);
    if (page.isWhole) state.redraw(); // else the last of the rest does
  };
  const ask = once(() => afterFrame(() => askForRest(page, packed.rare)));
  const seen = () => {
    dataset.ready ??= String(Math.round(performance.now()));
    ask();
  };
  const done = () => {
    if (page.isWhole) dataset.complete ??= String(Math.round(performance.now()));
  };
  const drawing = new Drawing(frame, parts, seen, done);
  const drawAll = learning(state, packed.words, () => drawing.start());
  state.onChange(drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  // A phone that is turned has room for other charts. Its bars that come and go change the height alone.
  let width = innerWidth;
  let turning = 0;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) < 60) return;
    clearTimeout(turning);
    turning = setTimeout(() => {
      width = innerWidth;
      drawAll();
    }, 150);
  });
  forPaper(() => drawing.flush());
  drawAll();
  window.talad = {
    told: () => {
      drawing.flush();
      return all();
    },
  };
}

/** What is in sight is on the screen before the rest of the rows and charts is asked for. */
function askForRest(page: Page, rare: string | undefined): void {
  const files = new Map(Object.entries(page.lazy).map(([name, { file }]) => [name, file]));
  if (rare !== undefined) files.set("/rare", rare);
  const waiting = new Set(files.keys());
  const arrived = (name: string) => {
    const packed = window.taladData?.[name];
    if (packed && "columns" in packed) page.tables[name] = new Table(packed as PackedTable);
    waiting.delete(name);
    if (waiting.size) return;
    page.calculator.forget();
    page.isWhole = true;
    page.state.redraw();
  };
  for (const [name, file] of files) load(file, () => arrived(name));
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

start();
