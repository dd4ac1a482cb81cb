// What every component of a page can use.

import type { Calculator, Metric, Where } from "./metrics";
import { WORLD } from "./metrics";
import type { State } from "./state";
import type { Table } from "./table";

export type Page = {
  tables: Record<string, Table>;
  metrics: Record<string, Metric>;
  calculator: Calculator;
  state: State;
};

/** A component draws itself anew whenever the state changes. */
export type Draw = () => void;

/** Attributes as the page's author wrote them, checked by the renderer. */
export type Attributes = Record<string, string>;

export type Component = (place: HTMLElement, attributes: Attributes, page: Page) => Draw;

export function metricOf(page: Page, name: string | undefined): Metric {
  const metric = page.metrics[name ?? ""];
  if (!metric) throw new Error(`there is no metric ${name}`);
  return metric;
}

export function here(page: Page): Where {
  return page.state.world ? { [WORLD]: page.state.world.id } : {};
}

/** Makes an element; text from data goes in as text, never as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  classes = "",
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}
