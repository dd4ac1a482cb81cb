// Brings a page to life: unpacks its data, puts each component in its place, redraws on change.

import { BigValue } from "./components/bigvalue";
import { Breakdown } from "./components/breakdown";
import { BarChart, LineChart } from "./components/charts";
import { DataTable } from "./components/datatable";
import { LastRefreshed, PeriodSelector, WorldSelector } from "./components/selectors";
import { Delta, Period, PreviousPeriod, Value, When } from "./components/value";
import type { Metric } from "./metrics";
import { Calculator } from "./metrics";
import type { Attributes, Component, Draw, Page } from "./page";
import type { Preset } from "./period";
import type { World } from "./state";
import { State } from "./state";
import type { PackedTable } from "./table";
import { Table } from "./table";

const COMPONENTS: Record<string, Component> = {
  BarChart,
  BigValue,
  Breakdown,
  DataTable,
  Delta,
  LastRefreshed,
  LineChart,
  Period,
  PeriodSelector,
  PreviousPeriod,
  Value,
  When,
  WorldSelector,
};

type Packed = {
  tables: Record<string, PackedTable>;
  metrics: Metric[];
  homes: Record<string, string>;
  period: Preset;
};

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

function start(): void {
  const source = document.getElementById("page-data");
  if (!source?.textContent) return;
  const packed = JSON.parse(source.textContent) as Packed;
  const tables = Object.fromEntries(
    Object.entries(packed.tables).map(([name, table]) => [name, new Table(table)]),
  );
  const page: Page = {
    tables,
    metrics: Object.fromEntries(packed.metrics.map((metric) => [metric.name, metric])),
    calculator: new Calculator(tables, packed.homes),
    state: new State(worldsOf(tables.worlds), packed.period),
  };
  const draws: Draw[] = [];
  for (const place of document.querySelectorAll<HTMLElement>("[data-component]")) {
    const attributes = JSON.parse(place.dataset.attributes ?? "{}") as Attributes;
    const component = COMPONENTS[place.dataset.component ?? ""];
    if (component) draws.push(component(place, attributes, page));
  }
  const drawAll = () => {
    for (const draw of draws) draw();
  };
  page.state.onChange(drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();
