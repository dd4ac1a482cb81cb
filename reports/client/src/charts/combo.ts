// <ComboChart metrics=net_revenue lines=gross_margin>: bars and lines over time or by a dimension; over
// rows `y=` are bars and `y2=` lines. A line of another unit than the bars has an axis of its own.

import { dimensionLabel } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import type { Format, Metric, Where } from "../metrics";
import { here, label, metricsOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import type { Grain, Span } from "../period";
import { nextStart } from "../period";
import { metricTold } from "../told";
import type { Told } from "../told";
import { timeOf } from "./bar";
import type { Card } from "./card";
import { chartCard } from "./card";
import { eventBands } from "./bands";
import { eventsIn } from "./events";
import { GRID, categoryAxis, colour, escape, palette, tooltip, tooltipMark, valueAxis } from "./kit";
import type { Plot, Slot } from "./plot";
import { dataPlot, metricPlot } from "./plot";
import { references } from "./reference";
import { canStack, eventChoices, gist, limits, slotChoices } from "./xy";

type Part = { name: string; format: Format; values: (number | null)[]; colour: string; isLine: boolean };

export const ComboChart: Component = (place, attributes, page) => {
  const bars = attributes.data ? [] : metricsOf(page, attributes);
  const lines = attributes.data ? [] : metricsOf(page, { metrics: attributes.lines ?? "" });
  const card = chartCard(place, attributes);
  return () => {
    if (attributes.data) {
      const y = [attributes.y, attributes.y2].filter((columns) => columns).join(",");
      const plot = dataPlot(page, { ...attributes, y, series: "" });
      if (typeof plot === "string") return card.say(plot);
      const count = (attributes.y ?? "").split(",").length;
      const parts = plot.runs.map((run, at) => part(run.name, run.quantity.format, run.values, at, at >= count));
      const second = attributes.y2Fmt as Format | undefined;
      for (const line of parts) if (second && line.isLine) line.format = second;
      return draw(place, card, page, attributes, plot, parts, plot.told());
    }
    const { state, calculator } = page;
    const { by } = attributes;
    const { span, grain, last } = by
      ? { span: state.span, grain: "day" as Grain, last: undefined }
      : timeOf(page, attributes, card.width);
    const where = here(page, ...(by ? [by] : []));
    const first = bars.find((metric) => calculator.value(metric, span, where) !== null) ?? bars[0]!;
    const plot = metricPlot(page, first, { by, grain, span, last, limit: Number(attributes.limit ?? 12) });
    if (typeof plot === "string") return card.say(plot);
    const told: Told[] = [];
    const parts: Part[] = [];
    for (const metric of [...bars, ...lines]) {
      const found = over(page, metric, plot, span, grain, where);
      if (found.values.every((value) => value === null)) continue;
      told.push(...found.told);
      parts.push(part(label(metric), metric.format, found.values, parts.length, lines.includes(metric)));
    }
    // What is not known is said, and the rest is drawn.
    const missing = [...bars, ...lines].filter((metric) => !parts.some((p) => p.name === label(metric)));
    const note = missing.map((metric) => whyNot(page, metric, by ? [by] : [], by ? [by] : [])).join(" ");
    draw(place, card, page, attributes, plot, parts, told, note);
  };
};

function part(name: string, format: Format, values: (number | null)[], at: number, isLine: boolean): Part {
  return { name, format, values, colour: palette(at), isLine };
}

/** A metric over the slots of another's plot. */
function over(
  page: Page,
  metric: Metric,
  plot: Plot,
  whole: Span,
  grain: Grain,
  where: Where,
): { values: (number | null)[]; told: Told[] } {
  const { calculator } = page;
  const { by } = plot;
  const rowsOf = (slot: Slot) => (by ? { ...where, [by]: slot.words } : where);
  const course = by ? null : new Map(calculator.series(metric, whole, grain, where).map((p) => [p.start, p.value]));
  const values = plot.slots.map((slot) =>
    course ? (course.get(slot.start!) ?? null) : calculator.value(metric, slot.span ?? whole, rowsOf(slot)),
  );
  const told = plot.slots.map((slot, at) =>
    metricTold(metric.name, slot.span ?? whole, rowsOf(slot), values[at]!),
  );
  return { values, told };
}

function draw(
  place: HTMLElement,
  card: Card,
  page: Page,
  attributes: Attributes,
  plot: Plot,
  parts: Part[],
  told: Told[],
  note = "",
): void {
  const { state } = page;
  const { slots, grain } = plot;
  const bars = parts.filter((p) => !p.isLine);
  const lines = parts.filter((p) => p.isLine);
  const format = bars[0]?.format ?? plot.quantity.format;
  // A line far smaller than the bars, or of another unit, would lie flat on their scale.
  const size = (of: Part[]) => Math.max(0, ...of.flatMap((p) => p.values.map((value) => Math.abs(value ?? 0))));
  const isApart = (line: Part) =>
    line.format !== format || size([line]) < 0.08 * size(bars) || 0.08 * size([line]) > size(bars);
  const apart = lines.filter(isApart);
  const scales = [...new Set(apart.map((line) => line.format))];
  const isStacked = attributes.type === "stacked" && canStack({ ...plot, runs: plot.runs.slice(0, bars.length) }, false);
  const reference = references(place, page, attributes, { ...plot.quantity, format }, (said) => said);
  const events = grain === "day" ? eventsIn(page, attributes.events, state.span) : [];
  const room = Math.max(30, Math.floor((card.width - 100) / slots.length) - 6);
  const axis = categoryAxis(slots.map((slot) => slot.short)) as { axisLabel: object };
  if (!grain) axis.axisLabel = { ...axis.axisLabel, interval: 0, width: room, overflow: "truncate", hideOverlap: false };
  const isOpen = ({ start }: Slot) =>
    !attributes.data && grain !== null && nextStart(grain, start!) - 1 > state.whole.to;
  const write = (value: number | null, of: Format) => exact(value, of, state.currency);
  const option = {
    grid: { ...GRID, right: scales.length ? 8 : 14 },
    tooltip: {
      ...tooltip("axis", ((items: { dataIndex: number }[]) => {
        const at = items[0]?.dataIndex ?? 0;
        return [
          `<b>${escape(slots[at]?.name ?? "")}</b>`,
          ...parts.map((p) => tooltipMark(p.colour, `${p.name} ${write(p.values[at] ?? null, p.format)}`)),
          ...events.filter((e) => e.day === slots[at]?.start).map((e) => escape(e.name)),
        ].join("<br>");
      }) as (items: never) => string),
      axisPointer: { type: "shadow", shadowStyle: { color: colour("muted"), opacity: 0.1 } },
    },
    xAxis: axis,
    yAxis: [
      { ...valueAxis({ format }, page), ...limits(attributes, reference.least, reference.most) },
      ...(events.length ? [{ type: "value", show: false, min: 0, max: 1 }] : []),
      ...scales.map((scale, at) => ({
        ...valueAxis({ format: scale }, page),
        position: "right",
        show: at === 0,
        splitLine: { show: false },
        alignTicks: true,
      })),
    ],
    series: [
      ...bars.map((bar, i) => ({
        name: bar.name,
        type: "bar",
        ...(isStacked ? { stack: "all" } : {}),
        barMaxWidth: 44,
        emphasis: { disabled: true },
        data: slots.map((slot, at) => ({
          value: bar.values[at] ?? null,
          itemStyle: { color: bar.colour, opacity: slot.isDimmed ? 0.28 : isOpen(slot) ? 0.55 : 1, borderRadius: isStacked ? 0 : [3, 3, 0, 0] },
        })),
        ...(i === 0 ? { markLine: reference.markLine, markArea: reference.markArea } : {}),
      })),
      ...lines.map((line) => ({
        name: line.name,
        type: "line",
        data: line.values,
        yAxisIndex: apart.includes(line) ? scales.indexOf(line.format) + (events.length ? 2 : 1) : 0,
        symbol: "circle",
        symbolSize: slots.length > 40 ? 0 : 6,
        emphasis: { disabled: true },
        lineStyle: { width: 2, color: line.colour },
        itemStyle: { color: line.colour },
        z: 4,
      })),
      ...eventBands(events, slots),
    ],
  };
  const side = (p: Part) => (apart.includes(p) ? `${p.name} →` : p.name);
  const name = plot.by
    ? t("{1} by {2}", parts.map((p) => p.name).join(", "), dimensionLabel(plot.by).toLowerCase())
    : t("{1} over time", parts.map((p) => p.name).join(", "));
  card.show({
    option,
    describe: `${gist(page, plot, name)}${lines[0] ? ` ${t("{1}: {2} at the end", lines[0].name, short(lines[0].values.at(-1) ?? null, lines[0].format, state.currency))}` : ""}`,
    told: [...told, ...reference.told],
    legend: [
      ...parts.map((p) => ({
        name: side(p),
        isChosen: false,
        pick: null,
        symbol: p.isLine ? "line" : "square",
        colour: p.colour,
      })),
      ...eventChoices(events, "band"),
    ],
    marks: slotChoices(page, plot),
    note: note || undefined,
    onMark: (mark) => plot.pickSlot(slots[mark.dataIndex]),
  });
}
