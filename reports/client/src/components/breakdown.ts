// <Breakdown by=channel_name metrics="gmv,orders,aov" share=gmv>: a line per value, with its share.

import { isAdditive } from "../charts/additive";
import { valueText } from "../dimensions";
import { exact, inSentence, short } from "../format";
import { t } from "../i18n";
import { element, here, label, metricOf, metricsOf, whyNot } from "../page";
import type { Component } from "../page";
import type { Told } from "../told";
import { metricTold, tell } from "../told";

export const Breakdown: Component = (place, attributes, page) => {
  const dimension = attributes.by!;
  const metrics = metricsOf(page, attributes);
  const share = metricOf(page, attributes.share ?? metrics[0]!.name);
  // Parts of a whole, where they add up to one: a rate or a mean has no share.
  const hasShare = isAdditive(share.formula);
  const limit = Number(attributes.limit ?? Infinity);
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  place.append(frame);

  return () => {
    const { state, calculator } = page;
    const where = here(page, dimension);
    const chosen = state.filters[dimension] ?? [];
    const shares = calculator.by(share, dimension, state.span, where);
    const whole = calculator.value(share, state.span, where);
    const lines = [...shares.entries()]
      .filter(([, value]) => value !== null)
      .sort((a, b) => (b[1] ?? 0) - (a[1] ?? 0) || a[0].localeCompare(b[0]))
      .slice(0, limit);
    if (lines.length === 0) {
      const empty = attributes.empty && t(attributes.empty);
      frame.replaceChildren(
        element("p", "empty", empty ?? whyNot(page, share, [dimension], [dimension])),
      );
      tell(place, []);
      return;
    }
    const told: Told[] = [];
    const each = new Map(
      metrics.map((metric) => [metric, calculator.each(metric, [dimension], state.span, where)]),
    );
    const table = element("table", "breakdown");
    const head = element("tr");
    head.append(element("th", "", attributes.title ? t(attributes.title) : ""));
    if (hasShare) head.append(element("th", "number", t("Share of {1}", inSentence(label(share)))));
    for (const metric of metrics) {
      const title = element("th", "number", label(metric));
      title.title = t(metric.description);
      head.append(title);
    }
    const header = element("thead");
    header.append(head);
    const body = element("tbody");
    for (const [word, value] of lines) {
      const line = element("tr");
      line.dataset.by = word;
      const isChosen = chosen.includes(word);
      line.classList.toggle("dimmed", chosen.length > 0 && !isChosen);
      const name = element("th");
      name.scope = "row";
      const button = element("button", "mark-button", valueText(dimension, word));
      button.type = "button";
      button.setAttribute("aria-pressed", String(isChosen));
      button.addEventListener("click", () => state.toggle(dimension, word));
      name.append(button);
      line.append(name);
      const part = whole ? (value ?? 0) / whole : null;
      const shareCell = element("td", "number share");
      const bar = element("span", "share-bar");
      bar.style.setProperty("--share", String(Math.max(0, Math.min(1, part ?? 0))));
      shareCell.append(bar, element("span", "", short(part, "percent", "")));
      shareCell.dataset.raw = part === null ? "" : String(part);
      if (hasShare) line.append(shareCell);
      for (const metric of metrics) {
        const number = each.get(metric)!(word);
        const cell = element("td", "number", short(number, metric.format, state.currency));
        cell.title = exact(number, metric.format, state.currency);
        line.append(cell);
        told.push(metricTold(metric.name, state.span, { ...where, [dimension]: [word] }, number));
      }
      body.append(line);
    }
    table.append(header, body);
    const held = frame.querySelector<HTMLElement>(":focus")?.closest("tr")?.dataset.by;
    frame.replaceChildren(table);
    if (held !== undefined) {
      [...body.rows].find((row) => row.dataset.by === held)?.querySelector("button")?.focus();
    }
    tell(place, told);
  };
};
