// <FunnelChart metrics="impressions,clicks,orders"/>: how many are left at each step, of the step
// before and of the first. With `data={query} nameCol=stage valueCol=leads` each value is a step.

import { isOrdered, valueText } from "../dimensions";
import { exact, inSentence, short } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { element, here, label, metricsOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import { canFilter, cellTold, grouped, rowsOf, sumOf, whyEmpty } from "../rows";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { replaceKeeping } from "./cells";

type Step = { name: string; word: string | null; value: number; format: Format; told: Told };

function fromMetrics(page: Page, attributes: Attributes): Step[] | string {
  const { state, calculator } = page;
  const where = here(page);
  const metrics = metricsOf(page, attributes);
  const steps = metrics.flatMap((metric) => {
    const value = calculator.value(metric, state.span, where);
    if (value === null) return [];
    const told = metricTold(metric.name, state.span, where, value);
    return [{ name: label(metric), word: null, value, format: metric.format, told }];
  });
  if (steps.length > 1) return steps;
  const absent = metrics.find((metric) => calculator.value(metric, state.span, where) === null) ?? metrics[0]!;
  return attributes.empty ? t(attributes.empty) : whyNot(page, absent);
}

function fromRows(page: Page, attributes: Attributes): Step[] | string {
  const { nameCol = "", valueCol = "", fmt, empty } = attributes;
  const rows = rowsOf(page, attributes, nameCol);
  const steps = [...(rows ? grouped(rows, nameCol) : [])].flatMap(([word, group]) => {
    const value = sumOf(rows!.table, valueCol, group);
    if (value === null) return [];
    const told = cellTold(rows!, valueCol, { [nameCol]: [word] }, value);
    return [{ name: valueText(nameCol, word), word, value, format: (fmt ?? "count") as Format, told }];
  });
  if (steps.length === 0) return whyEmpty(page, rows, empty);
  // Numbered values go by their numbers, others as the query orders them.
  if (isOrdered(nameCol) && steps.every((step) => /^\d/.test(step.word ?? ""))) {
    steps.sort((a, b) => a.word!.localeCompare(b.word!, "en", { numeric: true }));
  }
  return steps;
}

export const FunnelChart: Component = (place, attributes, page) => {
  const { state } = page;
  const dimension = attributes.nameCol ?? "";
  const frame = element("div");
  place.append(frame);
  return () => {
    const steps = attributes.data ? fromRows(page, attributes) : fromMetrics(page, attributes);
    if (typeof steps === "string") {
      frame.replaceChildren(element("p", "empty", steps));
      tell(place, []);
      return;
    }
    const most = Math.max(...steps.map((step) => step.value), 1e-9);
    const rates = steps.map((step, at) => (at && steps[at - 1]!.value > 0 ? step.value / steps[at - 1]!.value : null));
    const lowest = Math.min(...rates.filter((rate) => rate !== null));
    const chosen = state.filters[dimension] ?? [];
    const list = element("ol", "funnel-steps");
    steps.forEach((step, at) => {
      const item = element("li");
      const rate = rates[at] ?? null;
      if (at) {
        const drop = element("div", "funnel-rate");
        const before = steps[at - 1]!;
        const name = before.word === null ? inSentence(before.name) : before.name;
        const text = element("span", "", `↓ ${t("{1} of {2}", short(rate, "percent", ""), name)}`);
        drop.append(text);
        if (rates.length > 2 && rate !== null && rate === lowest && rate < 1) {
          text.append(element("strong", "bad", ` ${t("the largest loss")}`));
        }
        item.append(drop);
      }
      const line = element("div", "funnel-line");
      const bar = element("div", "funnel-bar");
      bar.style.setProperty("--share", String(Math.max(0, step.value / most)));
      const name = element("span", "funnel-name");
      if (step.word === null || !canFilter(page, attributes.data, dimension)) name.textContent = step.name;
      else {
        const button = element("button", "mark-button clip", step.name);
        button.type = "button";
        button.dataset.key = step.word;
        button.setAttribute("aria-pressed", String(chosen.includes(step.word)));
        button.addEventListener("click", () => state.toggle(dimension, step.word!));
        name.append(button);
      }
      const value = element("span", "funnel-value", short(step.value, step.format, state.currency));
      value.title = exact(step.value, step.format, state.currency);
      const share = steps[0]!.value > 0 ? step.value / steps[0]!.value : null;
      if (at > 1) value.append(element("small", "", ` ${t("{1} of all", short(share, "percent", ""))}`));
      line.classList.toggle("dimmed", chosen.length > 0 && !chosen.includes(step.word ?? ""));
      line.append(name, value, bar);
      item.append(line);
      list.append(item);
    });
    replaceKeeping(frame, list);
    tell(place, steps.map((step) => step.told));
  };
};
