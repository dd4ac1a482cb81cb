// <Changes metric=gmv by="channel_name,category" rows=3/>: what changed most since the period before,
// in sentences, and behind them the whole change by each dimension: its parts add up to it.
// `volume=orders` tells apart how often and for how much each time.

import { dimensionLabel, valueText } from "../dimensions";
import { NOTHING, change, exact, inSentence, previousInWords, short } from "../format";
import { t } from "../i18n";
import type { Metric } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Component, Page } from "../page";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { cut, replaceKeeping } from "./cells";

type Part = { dimension: string; word: string; now: number; before: number; by: number };

const LONGEST = 60; // letters of a name within a sentence

/** How near the parts must come to the whole: a hundredth, and what floating point loses. */
const tolerance = (whole: number) => 0.005 + Math.abs(whole) * 1e-9;

export const Changes: Component = (place, attributes, page) => {
  const metric = metricOf(page, attributes.metric);
  const volume = attributes.volume ? metricOf(page, attributes.volume) : null;
  const dimensions = (attributes.by ?? "").split(",").map((name) => name.trim());
  const rows = Number(attributes.rows ?? 3);
  const { state, calculator } = page;
  const said = element("div", "changes-said");
  const details = element("details", "details");
  const summary = element("summary");
  const whole = element("div");
  details.append(summary, whole);
  place.append(said, details);

  function signed(value: number, isExact = false): string {
    const text = (isExact ? exact : short)(value, metric.format, state.currency);
    return value > 0 ? `+${text}` : text;
  }

  return () => {
    const where = here(page);
    const now = calculator.value(metric, state.span, where);
    const before = state.previous && calculator.value(metric, state.previous, where);
    details.hidden = true;
    if (now === null || before === null || !state.previous) {
      tell(place, now === null ? [] : [metricTold(metric.name, state.span, where, now)]);
      const why = now === null ? whyNot(page, metric) : t("There is no full period before to compare with.");
      said.replaceChildren(element("p", "empty", attributes.empty && now === null ? t(attributes.empty) : why));
      return;
    }
    const previous = state.previous;
    const by = now - before;
    const told: Told[] = [
      metricTold(metric.name, state.span, where, now),
      metricTold(metric.name, previous, where, before),
    ];
    const split = dimensions.map((dimension) => ({ dimension, parts: partsOf(page, metric, dimension) }));
    for (const { parts } of split) {
      for (const part of parts ?? []) {
        const only = { ...where, [part.dimension]: [part.word] };
        told.push(metricTold(metric.name, state.span, only, part.now));
        told.push(metricTold(metric.name, previous, only, part.before));
      }
    }
    const isWhole = (parts: Part[] | null): parts is Part[] =>
      parts !== null && Math.abs(parts.reduce((sum, part) => sum + part.by, 0) - by) <= tolerance(now);

    const words = previousInWords(state.preset, state.comparison);
    const grown = change(now, before, metric.format);
    const headline = element("p", "changes-total");
    headline.textContent = t(
      by > 0 ? "{1} is up {2} on {3}" : by < 0 ? "{1} is down {2} on {3}" : "{1} is the same as on {3}",
      label(metric),
      short(Math.abs(by), metric.format, state.currency),
      words,
    );
    headline.append(` (${[...(grown ? [grown.text] : []), `${exact(before, metric.format, state.currency)} → ${exact(now, metric.format, state.currency)}`].join(", ")}).`);
    const list = element("ol", "changes-list");
    // A dimension with one value alone says no more than the whole does.
    const telling = split.flatMap(({ parts }) => (isWhole(parts) && parts.length > 1 ? parts : []));
    const movers = telling
      .filter((part) => Math.abs(part.by) > tolerance(0))
      .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || a.word.localeCompare(b.word))
      .slice(0, rows);
    list.append(...movers.map((part) => sentence(part, by)));
    const content: Node[] = [headline];
    if (movers.length) content.push(list);
    const effects = volume && effectsOf(volume);
    if (effects) {
      const said = element("p", "changes-effects", effects.text);
      said.dataset.raw = JSON.stringify(effects.raw);
      content.push(said);
    }
    replaceKeeping(said, ...content);
    if (effects) told.push(...effects.told);

    summary.textContent = t("The whole change, part by part");
    details.hidden = split.every(({ parts }) => parts === null);
    replaceKeeping(whole, ...split.map(({ dimension, parts }) =>
      isWhole(parts)
        ? partTable(dimension, parts, by, now, before)
        : element("p", "empty", t(
            parts ? "What {1} is by {2} does not add up to the whole." : "{1} cannot be split by {2}.",
            label(metric),
            inSentence(dimensionLabel(dimension)),
          )),
    ));
    tell(place, told);

    /** How much came from more or fewer, how much from more or less each: both add up to the change. */
    function effectsOf(of: Metric): { text: string; raw: number[]; told: Told[] } | null {
      const countNow = calculator.value(of, state.span, where);
      const countBefore = calculator.value(of, previous, where);
      if (!countNow || !countBefore) return null;
      const eachBefore = before! / countBefore;
      const byCount = (countNow - countBefore) * eachBefore;
      const byEach = countNow * (now! / countNow - eachBefore);
      return {
        text: t(
          "Of {1}, {2} comes from the number of {3} and {4} from the {5} of each.",
          signed(by), signed(byCount), inSentence(label(of)), signed(byEach), inSentence(label(metric)),
        ),
        raw: [byCount, byEach],
        told: [
          metricTold(of.name, state.span, where, countNow),
          metricTold(of.name, previous, where, countBefore),
        ],
      };
    }
  };

  function markButton(part: Part): HTMLButtonElement {
    const name = valueText(part.dimension, part.word);
    const button = element("button", "mark-button", cut(name, LONGEST));
    button.type = "button";
    if (button.textContent !== name) button.title = name;
    const isChosen = (state.filters[part.dimension] ?? []).includes(part.word);
    button.setAttribute("aria-pressed", String(isChosen));
    button.addEventListener("click", () => state.toggle(part.dimension, part.word));
    return button;
  }

  /** "Platform TikTok Shop: +฿12.3K of +฿20.1K (up 12%)" */
  function sentence(part: Part, whole: number): HTMLElement {
    const item = element("li");
    const button = markButton(part);
    button.dataset.key = `said${part.dimension}${part.word}`;
    const grown = change(part.now, part.before, metric.format);
    const how =
      part.before === 0
        ? t("new")
        : part.now === 0
          ? t("none any more")
          : grown && !grown.isLevel
            ? t(grown.value > 0 ? "up {1}" : "down {1}", grown.text.replace(/^[+-]/, ""))
            : t("level");
    const amount = element("strong", (part.by > 0) === (metric.better === "up") ? "good" : "bad", signed(part.by));
    amount.title = signed(part.by, true);
    item.append(
      element("span", "changes-dimension", `${dimensionLabel(part.dimension)} `), button, ": ", amount,
      ` ${t("of {1}", signed(whole))} (${how})`,
    );
    return item;
  }

  function partTable(dimension: string, parts: Part[], by: number, now: number, before: number): HTMLElement {
    const frame = element("div", "table-frame");
    frame.tabIndex = 0;
    const table = element("table", "changes-table");
    const head = element("tr");
    for (const [at, title] of [dimensionLabel(dimension), t("Before"), t("Now"), t("Change")].entries()) {
      const cell = element("th", at ? "number" : "", title);
      cell.scope = "col";
      head.append(cell);
    }
    head.append(element("th"));
    const header = element("thead");
    header.append(head);
    const body = element("tbody");
    const most = Math.max(...parts.map((part) => Math.abs(part.by)), 1e-9);
    const line = (name: Node | string, before: number, now: number, by: number) => {
      const row = element("tr");
      const title = element("th");
      title.scope = "row";
      title.append(name);
      row.append(title);
      for (const value of [before, now]) {
        row.append(element("td", "number", exact(value, metric.format, state.currency)));
      }
      row.append(element("td", "number", by === 0 ? NOTHING : signed(by, true)));
      return row;
    };
    for (const part of parts) {
      const button = markButton(part);
      button.dataset.key = `part${part.dimension}${part.word}`;
      const row = line(button, part.before, part.now, part.by);
      const cell = element("td", "change-cell");
      const bar = element("span", `change-bar ${part.by < 0 ? "less" : "more"}`);
      bar.style.setProperty("--share", String(Math.abs(part.by) / most));
      bar.classList.add((part.by > 0) === (metric.better === "up") ? "is-good" : "is-bad");
      cell.append(bar);
      row.append(cell);
      body.append(row);
    }
    const foot = element("tfoot");
    const sum = line(t("All together"), before, now, by);
    sum.append(element("td"));
    foot.append(sum);
    table.append(header, body, foot);
    frame.append(table);
    return frame;
  }
};

/** What each value of a dimension added to the change, those included that are new or gone. */
function partsOf(page: Page, metric: Metric, dimension: string): Part[] | null {
  const { calculator, state } = page;
  const where = here(page);
  if (calculator.cannot(metric, where, [dimension])) return null;
  const now = calculator.by(metric, dimension, state.span, where);
  const before = state.previous ? calculator.by(metric, dimension, state.previous, where) : new Map<string, null>();
  const parts = [...new Set([...now.keys(), ...before.keys()])].map((word) => {
    const [is, was] = [now.get(word) ?? 0, before.get(word) ?? 0];
    return { dimension, word, now: is, before: was, by: is - was };
  });
  return parts.sort((a, b) => b.by - a.by || a.word.localeCompare(b.word));
}
