// <BigValue metric=gmv>: a tile with the metric, its exact value and its change.

import { change, exact, short } from "../format";
import { element, here, metricOf } from "../page";
import type { Component } from "../page";
import { PREVIOUS_WORDS } from "../period";

export const BigValue: Component = (place, { metric: name, title }, page) => {
  const metric = metricOf(page, name);
  const about = element("details", "tile-label");
  const label = element("summary", "", title ?? metric.label);
  about.append(label, element("p", "", metric.description));
  const value = element("div", "tile-value");
  const full = element("div", "tile-exact");
  const delta = element("div", "tile-delta");
  place.append(about, value, full, delta);

  return () => {
    const { state, calculator } = page;
    const now = calculator.value(metric, state.span, here(page));
    const before = state.previous && calculator.value(metric, state.previous, here(page));
    value.textContent = short(now, metric.format, state.currency);
    value.dataset.raw = now === null ? "" : String(now);
    const world = state.world;
    const isInFiles =
      world !== null &&
      calculator.value(metric, { from: world.first, to: world.last }, here(page)) !== null;
    place.classList.toggle("absent", !isInFiles);
    const all = exact(now, metric.format, state.currency);
    if (now !== null) full.textContent = all === value.textContent ? "" : all;
    else full.textContent = isInFiles ? "nothing in these days" : "not in these files";
    const changed = change(now, before, metric.format);
    delta.dataset.raw = changed === null ? "" : String(changed.value);
    delta.dataset.previous = before === null ? "" : String(before);
    delta.className = "tile-delta";
    delta.title = "";
    const words = PREVIOUS_WORDS[state.preset];
    if (now === null || state.preset === "all") {
      delta.textContent = "";
    } else if (changed === null) {
      delta.textContent =
        before === 0 ? `nothing in ${words}` : "no full period before to compare with";
    } else {
      const isUp = changed.value > 0;
      const arrow = changed.isLevel ? "→" : isUp ? "▲" : "▼";
      delta.textContent = `${arrow} ${changed.text} on ${words}`;
      delta.title = `before: ${exact(before, metric.format, state.currency)}`;
      if (!changed.isLevel) {
        delta.classList.add(isUp === (metric.better === "up") ? "good" : "bad");
      }
    }
  };
};
