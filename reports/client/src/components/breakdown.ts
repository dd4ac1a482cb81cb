// <Breakdown by=channel_name metrics="gmv,orders,aov" share=gmv>: a line per value, with its share.

import { exact, inSentence, short } from "../format";
import { element, here, metricOf } from "../page";
import type { Component } from "../page";

export const Breakdown: Component = (place, attributes, page) => {
  const dimension = attributes.by!;
  const metrics = attributes.metrics!.split(",").map((name) => metricOf(page, name.trim()));
  const share = metricOf(page, attributes.share ?? metrics[0]!.name);
  const frame = element("div", "table-frame");
  frame.tabIndex = 0;
  place.append(frame);

  return () => {
    const { state, calculator } = page;
    const shares = calculator.by(share, dimension, state.span, here(page));
    const whole = calculator.value(share, state.span, here(page));
    const lines = [...shares.entries()]
      .filter(([, value]) => value !== null)
      .sort((a, b) => (b[1] ?? 0) - (a[1] ?? 0));
    if (lines.length === 0) {
      frame.replaceChildren(
        element("p", "empty", attributes.empty ?? `${share.label} is not in these files.`),
      );
      return;
    }
    const table = element("table", "breakdown");
    const head = element("tr");
    head.append(element("th", "", attributes.title ?? ""));
    head.append(element("th", "number", `Share of ${inSentence(share.label)}`));
    for (const metric of metrics) {
      const title = element("th", "number", metric.label);
      title.title = metric.description;
      head.append(title);
    }
    const header = element("thead");
    header.append(head);
    const body = element("tbody");
    for (const [word, value] of lines) {
      const line = element("tr");
      line.dataset.by = word;
      const name = element("th", "", word);
      name.scope = "row";
      const part = whole ? (value ?? 0) / whole : null;
      const shareCell = element("td", "number share");
      const bar = element("span", "share-bar");
      bar.style.setProperty("--share", String(Math.max(0, Math.min(1, part ?? 0))));
      shareCell.append(bar, element("span", "", short(part, "percent", "")));
      shareCell.dataset.raw = part === null ? "" : String(part);
      line.append(name, shareCell);
      for (const metric of metrics) {
        const number = calculator.value(metric, state.span, { ...here(page), [dimension]: word });
        const cell = element("td", "number", short(number, metric.format, state.currency));
        cell.title = exact(number, metric.format, state.currency);
        cell.dataset.metric = metric.name;
        cell.dataset.raw = number === null ? "" : String(number);
        line.append(cell);
      }
      body.append(line);
    }
    table.append(header, body);
    frame.replaceChildren(table);
  };
};
