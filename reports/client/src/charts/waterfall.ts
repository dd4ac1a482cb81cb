// <Waterfall metrics="gmv,seller_vouchers,refunds,net_revenue" minus="seller_vouchers,refunds"
// totals=net_revenue>: how one amount becomes another. A step adds, or takes away; a total is where the
// steps have come to, and is checked against them. Over rows `x=` names the steps and `y=` holds them;
// `total=` is a flag, or a text column that says "total" of the rows that are one.

import { exact, short } from "../format";
import { t } from "../i18n";
import { here, label, metricsOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import type { Format } from "../metrics";
import type { Told } from "../told";
import { metricTold } from "../told";
import { chartCard } from "./card";
import { GRID, categoryAxis, colour, tooltip, tooltipLines, valueAxis } from "./kit";
import { cellTold, formatOf, rowsOf, wordOf, wordText } from "./rows";

/** A bar from one level to another. */
type Step = { name: string; from: number; to: number; value: number; isTotal: boolean; gap: number };
type Steps = { steps: Step[]; format: Format; told: Told[]; missing: string };

export const Waterfall: Component = (place, attributes, page) => {
  const card = chartCard(place, attributes);
  return () => {
    const found = attributes.data ? ofRows(page, attributes) : ofMetrics(page, attributes);
    if (typeof found === "string") return card.say(found);
    const { steps, format } = found;
    const { currency } = page.state;
    const room = (card.width - 60) / steps.length;
    // Names break at spaces alone: Thai has none, and a syllable must not come apart.
    const longest = Math.max(...steps.flatMap((step) => step.name.split(" ").map((word) => word.length)));
    const isFlat = room < 64 || longest * 6.4 > room - 8;
    const order = isFlat ? [...steps].reverse() : steps;
    const axis = categoryAxis(order.map((step) => step.name)) as { axisLabel: object };
    axis.axisLabel = {
      ...axis.axisLabel,
      interval: 0,
      width: isFlat ? Math.min(130, card.width * 0.34) : room - 8,
      overflow: isFlat ? "truncate" : "break",
      hideOverlap: false,
    };
    const upward = { ...valueAxis({ format }, page), ...(isFlat ? { axisLabel: { show: false }, splitLine: { show: false } } : {}) };
    const shade = (step: Step) => colour(step.isTotal ? "accent" : step.value >= 0 ? "good" : "bad");
    const signed = (step: Step) =>
      `${!step.isTotal && step.value > 0 ? "+" : ""}${short(step.value, format, currency)}`;
    // Each bar is what lies above zero and what lies below it, on a base that is not seen.
    const part = (name: string, size: (low: number, high: number) => number, isSeen: boolean, hasLabel: boolean) => ({
      name,
      type: "bar",
      stack: "steps",
      barCategoryGap: "24%",
      barMaxWidth: 96,
      silent: !isSeen,
      emphasis: { disabled: true },
      data: order.map((step) => {
        const [low, high] = [Math.min(step.from, step.to), Math.max(step.from, step.to)];
        const isHere = hasLabel === (high > 0);
        return {
          value: size(low, high),
          itemStyle: isSeen ? { color: shade(step), borderRadius: 2 } : { color: "transparent" },
          label: { show: isSeen && isHere },
        };
      }),
      label: {
        position: isFlat ? "right" : "top",
        color: colour("text"),
        fontSize: 12,
        formatter: (item: { dataIndex: number }) => signed(order[item.dataIndex]!),
      },
    });
    const gaps = steps.filter((step) => step.gap !== 0);
    const note = [
      found.missing,
      ...gaps.map((step) => apart(step, format, currency)),
    ].filter((text) => text);
    card.show({
      option: {
        grid: { ...GRID, top: 24, right: isFlat ? 66 : 12 },
        tooltip: {
          ...tooltip("axis", ((items: { dataIndex: number }[]) => {
            const step = order[items[0]?.dataIndex ?? 0];
            if (!step) return "";
            return tooltipLines(
              step.name,
              exact(step.value, format, currency),
              ...(step.isTotal ? [] : [t("comes to {1}", exact(step.to, format, currency))]),
            );
          }) as (items: never) => string),
          axisPointer: { type: "shadow", shadowStyle: { color: colour("muted"), opacity: 0.1 } },
        },
        xAxis: isFlat ? upward : axis,
        yAxis: isFlat ? axis : upward,
        series: [
          part("base", (low, high) => (low > 0 ? low : high < 0 ? high : 0), false, false),
          part("above", (low, high) => (high <= 0 ? 0 : high - Math.max(0, low)), true, true),
          part("below", (low, high) => (low >= 0 ? 0 : low - Math.min(0, high)), true, false),
        ],
      },
      describe: steps.map((step) => `${step.name} ${signed(step)}`).join(", "),
      told: found.told,
      height: isFlat ? Math.max(160, steps.length * 36 + 50) : undefined,
      note: note.join(" ") || undefined,
    });
    place.dataset.ends = JSON.stringify(steps.map((step) => step.to));
  };
};

/** How far the steps are from the total that they lead to. */
function apart({ name, gap }: Step, format: Format, currency: string): string {
  const size = exact(Math.abs(gap), format, currency);
  return t(gap > 0 ? "The steps before {1} come to {2} less." : "The steps before {1} come to {2} more.", name, size);
}

/** Steps on top of each other; a total stands on zero, and says how far the steps are from it. */
function stacked(parts: { name: string; value: number; isTotal: boolean }[]): Step[] {
  let level = 0;
  return parts.map(({ name, value, isTotal }, at) => {
    const from = isTotal ? 0 : level;
    const gap = isTotal && at > 0 ? Math.round((value - level) * 100) / 100 : 0;
    level = isTotal ? value : level + value;
    return { name, from, to: level, value, isTotal, gap };
  });
}

function ofMetrics(page: Page, attributes: Attributes): Steps | string {
  const { calculator, state } = page;
  const where = here(page);
  const names = (said: string | undefined) => (said ?? "").split(",").map((name) => name.trim());
  const minus = names(attributes.minus);
  const totals = names(attributes.totals);
  const told: Told[] = [];
  const parts: { name: string; value: number; isTotal: boolean }[] = [];
  const missing: string[] = [];
  let format: Format = "money";
  for (const [at, metric] of metricsOf(page, attributes).entries()) {
    const value = calculator.value(metric, state.span, where);
    if (at === 0) format = metric.format;
    if (value === null) {
      // Without its beginning there is nothing to take from.
      if (at === 0) return whyNot(page, metric);
      missing.push(whyNot(page, metric));
      continue;
    }
    told.push(metricTold(metric.name, state.span, where, value));
    const isTotal = at === 0 || totals.includes(metric.name);
    // What adds nothing is no step.
    if (value === 0 && !isTotal) continue;
    parts.push({ name: label(metric), value: minus.includes(metric.name) ? -value : value, isTotal });
  }
  return { steps: stacked(parts), format, told, missing: missing.join(" ") };
}

function ofRows(page: Page, attributes: Attributes): Steps | string {
  const { x = "", y = "", total } = attributes;
  const from = rowsOf(page, attributes, [x]);
  if (typeof from === "string") return from;
  const { table } = from;
  const told: Told[] = [];
  const parts: { name: string; value: number; isTotal: boolean }[] = [];
  for (const row of from.rows) {
    const value = table.number(y, row);
    if (value === null) continue;
    const word = wordOf(table, x, row);
    const isTotal = total !== undefined && ["yes", "total"].includes(wordOf(table, total, row));
    parts.push({ name: wordText(table, x, word), value, isTotal });
    told.push(cellTold(from, y, { [x]: [word] }, value));
  }
  if (parts.length === 0) return t("There are no rows.");
  return { steps: stacked(parts), format: formatOf(table, y, attributes.yFmt), told, missing: "" };
}
