// Brings a page to life: unpacks its data, puts each component in its place, redraws on change.

import { COMPONENTS } from "./components";
import { kept } from "./components/filters";
import { whenShown } from "./components/tabs";
import { speak, teach } from "./i18n";
import { keepLinks } from "./links";
import type { Metric } from "./metrics";
import { Calculator } from "./metrics";
import type { Attributes, Draw, Page } from "./page";
import type { Preset } from "./period";
import type { World } from "./state";
import "./print";
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
  links?: Page["links"];
  metrics: Metric[];
  homes: Record<string, string[]>;
  words?: Record<string, string>;
  period: Preset;
  root: string;
};

declare global {
  interface Window {
    taladData?: Record<string, PackedTable | SearchIndex>;
    talad?: { told: typeof all };
  }
}

function worldsOf(table: Table | undefined): World[] {
  if (!table) return [];
  return Array.from({ length: table.rows }, (_, row) => {
    const name = table.text("shop_name", row) ?? "";
    const currency = table.text("currency", row) ?? "";
    const lastOrder = table.days("last_order_date")[row]!;
    return {
      id: table.text("world_id", row) ?? "",
      label: `${name}, ${currency}`,
      currency,
      first: table.days("first_date")[row]!,
      last: table.days("last_date")[row]!,
      lastOrder: Number.isNaN(lastOrder) ? null : lastOrder,
    };
  });
}

/** Rows that lie in files of their own come by script, the one way that file:// has. */
function load(page: Page, name: string, then: () => void): void {
  const script = document.createElement("script");
  script.src = page.lazy[name]!.file;
  script.addEventListener("load", () => {
    const packed = window.taladData?.[name];
    if (packed && "columns" in packed) page.tables[name] = new Table(packed);
    then();
  });
  script.addEventListener("error", then);
  document.head.append(script);
}

function start(): void {
  const source = document.getElementById("page-data");
  if (!source?.textContent) return;
  const packed = JSON.parse(source.textContent) as Packed;
  const tables = Object.fromEntries(
    Object.entries(packed.tables).map(([name, table]) => [name, new Table(table)]),
  );
  teach(packed.words ?? {});
  const state = new State(worldsOf(tables.worlds), packed.period);
  const page: Page = {
    tables,
    lazy: packed.lazy ?? {},
    links: packed.links ?? {},
    metrics: Object.fromEntries(packed.metrics.map((metric) => [metric.name, metric])),
    calculator: new Calculator(tables, packed.homes),
    state,
  };
  const said = new URLSearchParams(location.hash.slice(1)).get("lang") ?? kept("talad.lang");
  state.language = said === "th" ? "th" : "en";
  const theme = kept("talad.theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;

  const about = aboutNumbers(page, packed.sources);
  const draws: Draw[] = [() => speak(state.language), keepLinks(state), head(packed.root, state)];
  for (const place of document.querySelectorAll<HTMLElement>("[data-component]")) {
    const attributes = JSON.parse(place.dataset.attributes ?? "{}") as Attributes;
    const component = COMPONENTS[place.dataset.component ?? ""];
    if (component) {
      draws.push(whenShown(place, component(place, attributes, page)), about(place, attributes));
    }
  }
  const drawAll = () => {
    for (const draw of draws) draw();
  };
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
  drawAll();
  window.talad = { told: all };
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  // What the page shows first is on the screen before the rest is asked for.
  const waiting = new Set(Object.keys(page.lazy));
  const arrived = (name: string) => {
    waiting.delete(name);
    if (waiting.size) return;
    page.calculator.forget();
    document.documentElement.dataset.complete = "true";
    drawAll();
  };
  if (waiting.size === 0) document.documentElement.dataset.complete = "true";
  else requestAnimationFrame(() => setTimeout(() => [...waiting].forEach((name) => load(page, name, () => arrived(name)))));
}

start();
