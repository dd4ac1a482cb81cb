// <BigValue metric=gmv>: a tile with the metric, its exact value, its change, its target and its
// course. `target=` is a number or another metric; `sparkline` draws the course of the period.

import { change, exact, previousInWords, short } from "../format";
import { t } from "../i18n";
import type { Metric } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Component, Page } from "../page";
import type { Span } from "../period";
import { metricTold, tell } from "../told";
import type { Told } from "../told";
import { sparkline } from "./sparkline";

export const BigValue: Component = (place, attributes, page) => {
  const metric = metricOf(page, attributes.metric);
  const name = element("div", "tile-label");
  const value = element("div", "tile-value");
  const full = element("div", "tile-exact");
  const delta = element("div", "tile-delta");
  const target = element("div", "tile-target");
  const course = element("div", "tile-course");
  place.append(name, value, full, delta, target, course);

  return () => {
    const { state, calculator } = page;
    const where = here(page);
    const now = calculator.value(metric, state.span, where);
    const before = state.previous && calculator.value(metric, state.previous, where);
    name.textContent = attributes.title ? t(attributes.title) : label(metric);
    value.textContent = short(now, metric.format, state.currency);
    value.title = exact(now, metric.format, state.currency);
    const isInFiles = calculator.value(metric, state.whole, here(page, ...Object.keys(state.filters))) !== null;
    place.classList.toggle("absent", !isInFiles);
    const all = exact(now, metric.format, state.currency);
    if (now !== null) full.textContent = all === value.textContent ? "" : all;
    else full.textContent = whyNot(page, metric);
    showChange(delta, page, metric, now, before);
    const told: Told[] = [metricTold(metric.name, state.span, where, now)];
    if (state.previous) told.push(metricTold(metric.name, state.previous, where, before));
    told.push(...showTarget(target, page, metric, attributes.target, now));
    course.replaceChildren();
    if ("sparkline" in attributes && now !== null) course.append(...line(page, metric, state.span));
    tell(place, told);
  };
};

function showChange(
  delta: HTMLElement,
  page: Page,
  metric: Metric,
  now: number | null,
  before: number | null,
): void {
  const { state } = page;
  const changed = change(now, before, metric.format);
  delta.className = "tile-delta";
  delta.title = "";
  const words = previousInWords(state.preset, state.comparison);
  if (now === null || state.preset === "all") {
    delta.textContent = "";
  } else if (changed === null) {
    delta.textContent =
      before === 0 ? t("nothing in {1}", words) : t("no full period before to compare with");
  } else {
    const isUp = changed.value > 0;
    const arrow = changed.isLevel ? "→" : isUp ? "▲" : "▼";
    delta.textContent = t("{1} on {2}", `${arrow} ${changed.text}`, words);
    delta.title = t("before: {1}", exact(before, metric.format, state.currency));
    if (!changed.isLevel) delta.classList.add(isUp === (metric.better === "up") ? "good" : "bad");
  }
}

/** How far the value is from what was aimed at. */
function showTarget(
  place: HTMLElement,
  page: Page,
  metric: Metric,
  said: string | undefined,
  now: number | null,
): Told[] {
  place.textContent = "";
  place.className = "tile-target";
  if (said === undefined) return [];
  const { state, calculator } = page;
  const told: Told[] = [];
  let aim = Number(said);
  if (Number.isNaN(aim)) {
    const where = here(page);
    const wanted = calculator.value(metricOf(page, said), state.span, where);
    told.push(metricTold(said, state.span, where, wanted));
    if (wanted === null) return told;
    aim = wanted;
  }
  const isMet = now !== null && (metric.better === "up" ? now >= aim : now <= aim);
  place.textContent = t("target {1}", short(aim, metric.format, state.currency));
  if (now !== null) {
    place.textContent += isMet ? ` · ${t("met")}` : ` · ${t("missed")}`;
    place.classList.add(isMet ? "good" : "bad");
  }
  return told;
}

function line(page: Page, metric: Metric, span: Span): SVGElement[] {
  const grain = span.to - span.from < 120 ? "day" : "week";
  const points = page.calculator.series(metric, span, grain, here(page));
  return points.length > 2 ? [sparkline(points.map((point) => point.value))] : [];
}
