// What every component of a page can use.

import { dimensionLabel } from "./dimensions";
import { t } from "./i18n";
import type { Calculator, Metric, Where } from "./metrics";
import { WORLD } from "./metrics";
import type { State } from "./state";
import type { Table } from "./table";

export type Page = {
  tables: Record<string, Table>;
  /** Columns of the queries whose rows come after the page has been drawn once. */
  lazy: Record<string, { file: string; columns: Record<string, string> }>;
  /** Whether they have come, or will not. */
  isWhole: boolean;
  /** Of columns whose values have pages of their own: the file of each. */
  links: Record<string, Record<string, string>>;
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

/** The metrics that `metric=` or `metrics=` name. */
export function metricsOf(page: Page, { metric, metrics }: Attributes): Metric[] {
  return (metrics ?? metric ?? "").split(",").map((name) => metricOf(page, name.trim()));
}

/** A metric's name for people, in their language. */
export function label(metric: Metric): string {
  return t(metric.label);
}

/**
 * The rows that the page looks at: those of the shop that the filters let through. A component that
 * is split by a dimension shows all its values, and marks the chosen ones.
 */
export function here(page: Page, ...except: string[]): Where {
  const { world, filters } = page.state;
  const kept = Object.entries(filters).filter(([dimension]) => !except.includes(dimension));
  return { ...(world ? { [WORLD]: [world.id] } : {}), ...Object.fromEntries(kept) };
}

/** In place of rows that are on their way, or that did not come: a digest may leave some out. */
export function waitingText(page: Page): string {
  return page.isWhole ? t("These rows are not in this file: the site has them.") : t("Loading…");
}

/** One sentence on why a metric has no value here. */
export function whyNot(page: Page, metric: Metric, except: string[] = [], by: string[] = []): string {
  const { calculator, state } = page;
  if (calculator.isWaiting(metric)) return waitingText(page);
  const cannot = calculator.cannot(metric, here(page, ...except), by);
  if (cannot) return t("{1} cannot be split by {2}.", label(metric), dimensionLabel(cannot).toLowerCase());
  if (calculator.value(metric, state.whole, here(page, ...Object.keys(state.filters))) === null) {
    return t("{1} is not in these files.", label(metric));
  }
  return t("There is no {1} in these days.", label(metric));
}

const CODE = /`([^`]+)`/;

/** A text of an author's, in which names of columns and tables stand between backticks. */
export function prose(text: string): Node[] {
  return text.split(CODE).map((part, at) => (at % 2 ? element("code", "", part) : document.createTextNode(part)));
}

/** The same where there is no markup: in a title that comes up. */
export function plainly(text: string): string {
  return text.split(CODE).join("");
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
