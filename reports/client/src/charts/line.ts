// <LineChart metrics="gmv,orders" events={events}>: one metric at a time over the period, chosen by
// button, with the previous period behind it and the event days on the line; `series=` draws a line
// for each value of a dimension. <AreaChart series=> stacks them. A click on a line filters by its
// value, on a single one makes its day or week the period.

import { bucketName, dayMonth, exact, monthYear } from "../format";
import { t } from "../i18n";
import type { Metric, Point, Where } from "../metrics";
import { here, label, metricOf, metricsOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import type { Grain } from "../period";
import { nextStart, parts, startOf } from "../period";
import type { Told } from "../told";
import { metricTold } from "../told";
import type { Card } from "./card";
import { chartCard } from "./card";
import { dimensionLabel } from "../dimensions";
import type { Event } from "./events";
import { EVENT_MARKS, eventsIn } from "./events";
import type { At } from "./kit";
import { GRID, axisText, categoryAxis, colour, metricButtons, tooltip, valueAxis } from "./kit";
import { metricPlot, bucketSpan, dataPlot, grainOf } from "./plot";
import type { Plot, Run, Slot } from "./plot";
import { eventAreas, onTime, references } from "./reference";
import { canStack, eventChoices, gist, limits, runChoices, sharesOf, slotTooltip } from "./xy";

export { bucketSpan, grainOf } from "./plot";

const DAY_MS = 86_400_000;
/** How far from a line a click still means it, in pixels. */
const NEAR = 24;

export const LineChart: Component = (place, attributes, page) => lines(place, attributes, page, false);

export const AreaChart: Component = (place, attributes, page) => lines(place, attributes, page, true);

function lines(place: HTMLElement, attributes: Attributes, page: Page, isArea: boolean): () => void {
  const metrics = attributes.data ? [] : metricsOf(page, attributes);
  const choose = metricButtons(place, metrics, () => draw());
  const card = chartCard(place, attributes);
  function draw(): void {
    if (attributes.data) {
      const plot = dataPlot(page, attributes);
      if (typeof plot === "string") card.say(plot);
      else drawLines(place, card, page, attributes, plot, isArea, null);
      return;
    }
    const { state, calculator } = page;
    const { series } = attributes;
    const own = series ? [series] : [];
    const where = here(page, ...own);
    const known = metrics.filter(
      (m) => calculator.value(m, state.span, where) !== null && calculator.cannot(m, where, own) === null,
    );
    const metric = choose(known);
    if (!metric) return card.say(whyNot(page, metrics[0]!, own, own));
    const grain = (attributes.grain as Grain | undefined) ?? grainOf(state.span);
    const plot = metricPlot(page, metric, { series, grain, span: state.span, limit: Infinity });
    if (typeof plot === "string") card.say(plot);
    else drawLines(place, card, page, attributes, plot, isArea, metric);
  }
  return draw;
}

function drawLines(
  place: HTMLElement,
  card: Card,
  page: Page,
  attributes: Attributes,
  plot: Plot,
  isArea: boolean,
  metric: Metric | null,
): void {
  const { state } = page;
  const { slots, runs, grain } = plot;
  const isWhole = isArea && attributes.type === "stacked100";
  const isStacked = isArea && runs.length > 1 && canStack(plot, isWhole);
  const isShares = isStacked && isWhole;
  const values = isShares ? sharesOf(plot) : runs.map((run) => run.values);
  const where = here(page, ...(plot.series ? [plot.series] : []));
  // One point has no line, and an axis of time no end: it stands in the middle of a named place.
  const isTime = grain !== null && slots.length > 1;
  const before = metric && !plot.series && state.previous && grain ? earlier(page, metric, grain, where) : [];
  const aims = metric && grain ? aimOf(page, attributes, grain, plot, where) : null;
  const events = isTime ? eventsIn(page, attributes.events, state.span) : [];
  const reference = references(place, page, attributes, plot.quantity, isTime ? onTime : (said) => said);
  const at = (slot: number, value: number | null) => (isTime ? [slots[slot]!.start! * DAY_MS, value] : value);
  const course = (of: readonly (number | null)[]) => slots.map((_, slot) => at(slot, of[slot] ?? null));
  const isSingle = runs.length === 1 && !isArea;
  const areas = slots.length <= 120 && (grain === "day" || !isSingle) ? eventAreas(events) : [];
  // A week that has just begun is no fall in sales: its stretch is dotted.
  const isOpen = metric !== null && isTime && !isWholeBucket(slots.at(-1)!, grain);
  const tail = isOpen && !isStacked ? slots.length - 2 : Infinity;
  const option = {
    grid: GRID,
    tooltip: tooltip(
      "axis",
      slotTooltip(page, plot, isStacked, (slot) => [
        ...(aims ? [`${aims.name} ${exact(aims.values[slot] ?? null, plot.quantity.format, state.currency)}`] : []),
        ...(before[slot]
          ? [`${bucketName(grain!, before[slot].start)}: ${exact(before[slot].value, plot.quantity.format, state.currency)}`]
          : []),
        ...(grain
          ? events
              .filter((e) => startOf(grain, e.day) === slots[slot]?.start)
              .map(eventText)
          : []),
      ]) as (items: never) => string,
    ),
    xAxis: isTime ? timeAxis(grain, slots.length) : categoryAxis(slots.map((slot) => slot.short)),
    yAxis: {
      ...valueAxis(isShares ? { format: "percent" } : plot.quantity, page),
      ...(isShares ? { max: 1 } : limits(attributes, reference.least, reference.most)),
    },
    series: [
      ...runs.map((run, i) => ({
        name: run.name,
        type: "line",
        data: course(values[i]!.map((value, slot) => (slot > tail ? null : value))),
        ...(isStacked ? { stack: "all" } : {}),
        showSymbol: slots.length === 1 || (!isTime && slots.length <= 24 && !isStacked),
        symbol: "circle",
        symbolSize: slots.length === 1 ? 9 : 6,
        emphasis: { disabled: true },
        lineStyle: { width: isStacked ? 1 : 2, color: run.colour, opacity: run.isDimmed ? 0.25 : 1 },
        itemStyle: { color: run.colour, opacity: run.isDimmed ? 0.25 : 1 },
        ...(isStacked || runs.length === 1
          ? { areaStyle: { color: run.colour, opacity: isStacked ? (run.isDimmed ? 0.12 : 0.75) : isArea ? 0.25 : 0.08 } }
          : {}),
        z: 3,
        ...(i === 0 ? { markLine: reference.markLine } : {}),
        ...(i === 0 && reference.markArea ? { markArea: reference.markArea } : {}),
      })),
      ...gaps(runs.map((run, i) => ({ ...run, values: values[i]! })), slots.length, at, isStacked),
      ...(isOpen && !isStacked
        ? runs.map((run, i) => dotted(run, course(values[i]!.map((value, slot) => (slot < tail ? null : value)))))
        : []),
      ...(before.length ? [dashed(t("Period before"), course(before.map((p) => p.value)), colour("muted"))] : []),
      ...(aims ? [dashed(aims.name, course(aims.values), colour("text"))] : []),
      ...(areas.length
        ? [{ type: "line", data: [], silent: true, markArea: { silent: true, data: areas } }]
        : []),
      ...(isSingle && events.length ? eventMarks(events, slots.length, grain!, plot) : []),
    ],
  };
  const dash = { isChosen: false, pick: null, symbol: "dash" };
  const name = plot.series
    ? t("{1} by {2} over time", plot.quantity.label, dimensionLabel(plot.series))
    : t("{1} over time", plot.quantity.label);
  card.show({
    option,
    describe: gist(page, plot, name),
    told: () => [...plot.told(), ...reference.told, ...(aims?.told ?? []), ...before.map((p) => p.told)],
    legend: [
      ...(metric && runs.length === 1 && !plot.series
        ? [{ ...dash, name: plot.quantity.label, symbol: "line", colour: runs[0]!.colour }]
        : runChoices(page, plot, isStacked ? "square" : "line")),
      ...(before.length ? [{ ...dash, name: t("Period before"), colour: "var(--muted)" }] : []),
      ...(aims ? [{ ...dash, name: aims.name, colour: "var(--text)" }] : []),
      ...eventChoices(events, isSingle ? undefined : "band"),
    ],
    names: { y: nameOfValues(attributes, plot, metric), x: attributes.xAxisTitle && t(attributes.xAxisTitle) },
    note: isOpen ? t("Not over yet: {1}.", bucketName(grain, slots.at(-1)!.start!)) : undefined,
    onPoint: (point) => pickAt(point, plot, values, isStacked, isTime),
  });
}

/** What the values are, where no button and no legend says it. */
export function nameOfValues(attributes: Attributes, plot: Plot, metric: Metric | null): string | undefined {
  if (attributes.yAxisTitle) return t(attributes.yAxisTitle);
  const isSaid = (plot.runs.length > 1 && !plot.series) || (attributes.metrics ?? "").includes(",");
  return isSaid || (metric && plot.runs.length === 1 && !plot.by) ? undefined : plot.quantity.label;
}

function timeAxis(grain: Grain, count: number): object {
  const days = { day: 1, week: 1, month: 28, quarter: 88 }[grain];
  return {
    type: "time",
    minInterval: days * DAY_MS,
    axisLabel: {
      ...axisText(),
      formatter: (value: number) => {
        const day = Math.round(value / DAY_MS);
        const isLong = (grain === "day" && count > 120) || grain === "month" || grain === "quarter";
        return isLong || parts(day).day === 1 ? monthYear(day) : dayMonth(day);
      },
    },
    axisLine: { lineStyle: { color: colour("line") } },
    splitLine: { show: false },
  };
}

function dashed(name: string, data: unknown[], shade: string): object {
  return {
    name,
    type: "line",
    data,
    showSymbol: false,
    silent: true,
    emphasis: { disabled: true },
    lineStyle: { width: 1.5, type: "dashed", color: shade },
    itemStyle: { color: shade },
    z: 2,
  };
}

function isWholeBucket({ start, span }: Slot, grain: Grain): boolean {
  return !span || start === undefined || span.to === nextStart(grain, start) - 1;
}

function dotted({ colour: shade, isDimmed }: Run, data: unknown[]): object {
  const style = { color: shade, opacity: isDimmed ? 0.25 : 1 };
  return {
    type: "line",
    data,
    showSymbol: false,
    silent: true,
    emphasis: { disabled: true },
    lineStyle: { ...style, width: 1.5, type: "dotted" },
    itemStyle: style,
    z: 3,
  };
}

/** A value between two unknown ones has no line to lie on: it is a dot. */
function gaps(
  runs: readonly { colour: string; values: (number | null)[]; isDimmed: boolean }[],
  count: number,
  at: (slot: number, value: number | null) => unknown,
  isStacked: boolean,
): object[] {
  if (isStacked || count < 2) return [];
  return runs.flatMap(({ colour: shade, values, isDimmed }) => {
    const alone = values.flatMap((value, slot) =>
      value !== null && (values[slot - 1] ?? null) === null && (values[slot + 1] ?? null) === null ? [slot] : [],
    );
    if (alone.length === 0) return [];
    const dots = values.map((value, slot) => at(slot, alone.includes(slot) ? value : null));
    const itemStyle = { color: shade, opacity: isDimmed ? 0.25 : 1 };
    return [{ type: "scatter", data: dots, symbolSize: 6, silent: true, itemStyle, z: 4 }];
  });
}

type Earlier = Point & { told: Told };

/** The previous period, bucket by bucket. */
function earlier(page: Page, metric: Metric, grain: Grain, where: Where): Earlier[] {
  const span = page.state.previous!;
  return page.calculator.series(metric, span, grain, where).map((point) => ({
    ...point,
    told: metricTold(metric.name, bucketSpan(grain, point.start, span), where, point.value),
  }));
}

/** The metric that is aimed at, over the same buckets. */
export function aimOf(
  page: Page,
  attributes: Attributes,
  grain: Grain,
  plot: Plot,
  where: Where,
): { name: string; values: (number | null)[]; told: Told[] } | null {
  const { target } = attributes;
  if (target === undefined || !Number.isNaN(Number(target)) || plot.series) return null;
  const metric = metricOf(page, target);
  const [first, last] = [plot.slots[0], plot.slots.at(-1)];
  if (!first?.span || !last?.span) return null;
  const span = { from: first.span.from, to: last.span.to };
  const found = new Map(page.calculator.series(metric, span, grain, where).map((p) => [p.start, p.value]));
  const values = plot.slots.map((slot) => found.get(slot.start!) ?? null);
  if (values.every((value) => value === null)) return null;
  const told = plot.slots.map((slot, at) => metricTold(target, slot.span!, where, values[at]!));
  return { name: label(metric), values, told };
}

/** "Double day: 10.10"; what is called after its kind says it once. */
function eventText(event: Event): string {
  const kind = t(EVENT_MARKS[event.kind]?.label ?? event.kind);
  return event.name === kind ? kind : `${kind}: ${event.name}`;
}

/** Event days as marks on a line. */
function eventMarks(events: readonly Event[], count: number, grain: Grain, plot: Plot): object[] {
  const values = new Map(plot.slots.map((slot, at) => [slot.start, plot.runs[0]!.values[at]]));
  const kinds = new Map<string, Event[]>();
  for (const event of events) {
    const kind = EVENT_MARKS[event.kind]?.label ?? event.kind;
    kinds.set(kind, [...(kinds.get(kind) ?? []), event]);
  }
  return [...kinds.entries()].map(([kind, days]) => {
    const mark = EVENT_MARKS[days[0]!.kind];
    return {
      name: t(kind),
      type: "scatter",
      symbol: mark?.symbol ?? "circle",
      symbolSize: 9,
      silent: true,
      itemStyle: { color: colour(mark?.colour ?? "muted"), borderColor: colour("card"), borderWidth: 1 },
      data: days.map((event) => ({
        value: [startOf(grain, event.day) * DAY_MS, values.get(startOf(grain, event.day)) ?? 0],
        name: event.name,
      })),
      label: {
        show: count <= 62 && (kind === "Double day" || kind === "Sale day"),
        formatter: "{b}",
        position: "top",
        color: colour("text"),
        textBorderColor: colour("card"),
        textBorderWidth: 3,
        fontSize: 11,
      },
      labelLayout: { hideOverlap: true },
      z: 5,
    };
  });
}

/** The place and the line or band nearest to a click, if any is near. */
function pickAt(
  { x, y, pixel }: At,
  plot: Plot,
  values: (number | null)[][],
  isStacked: boolean,
  isTime: boolean,
): void {
  const place = (slot: number, value: number) => pixel(isTime ? plot.slots[slot]!.start! * DAY_MS : slot, value);
  let nearest = 0;
  for (let slot = 1; slot < plot.slots.length; slot++) {
    if (Math.abs(place(slot, 0)[0] - x) < Math.abs(place(nearest, 0)[0] - x)) nearest = slot;
  }
  let best: { run: number; distance: number } | null = null;
  let below = 0;
  for (const [run, of] of values.entries()) {
    const value = of[nearest] ?? null;
    if (value === null) continue;
    const top = place(nearest, below + value)[1];
    const distance = isStacked ? (y >= top && y <= place(nearest, below)[1] ? 0 : Infinity) : Math.abs(top - y);
    if (distance < (best?.distance ?? NEAR)) best = { run, distance };
    if (isStacked) below += value;
  }
  if (!best) return;
  if (plot.pickRun) plot.pickRun(plot.runs[best.run]);
  else plot.pickSlot(plot.slots[nearest]);
}
