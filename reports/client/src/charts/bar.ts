// <BarChart>: over time with growth (`grain=quarter`), by a dimension (`by=channel_name`), or over the
// rows of a query; `series=` splits each bar. A click filters by the bar's value or zooms to its days.

import { dimensionLabel, isOrdered } from "../dimensions";
import { change, short } from "../format";
import type { Change } from "../format";
import { t } from "../i18n";
import type { Metric, Where } from "../metrics";
import { here, metricOf, metricsOf, whyNot, label } from "../page";
import type { Attributes, Component, Page } from "../page";
import type { Grain, Span } from "../period";
import { nextStart, startOf } from "../period";
import { metricTold } from "../told";
import type { Told } from "../told";
import type { Card } from "./card";
import { chartCard } from "./card";
import { eventsIn } from "./events";
import { aimOf, nameOfValues } from "./line";
import { GRID, categoryAxis, colour, metricButtons, tooltip, valueAxis } from "./kit";
import type { Plot } from "./plot";
import { dataPlot, metricPlot } from "./plot";
import { references } from "./reference";
import { canStack, eventChoices, gist, limits, runChoices, sharesOf, slotChoices, slotTooltip } from "./xy";
import { eventBands } from "./bands";

/** About as wide is a letter of a name: bars whose names do not fit beneath them lie. */
const LETTER = 6.4;

export const BarChart: Component = (place, attributes, page) => {
  const metrics = attributes.data ? [] : metricsOf(page, attributes);
  const choose = metricButtons(place, metrics, () => draw());
  const card = chartCard(place, attributes);
  function draw(): void {
    if (attributes.data) {
      const plot = dataPlot(page, attributes, Number(attributes.limit ?? 24));
      if (typeof plot === "string") card.say(plot);
      else drawBars(place, card, page, attributes, plot, null);
      return;
    }
    const { state, calculator } = page;
    const { by, series } = attributes;
    const own = [by, series].filter((name) => name !== undefined);
    const where = here(page, ...own);
    const { span, grain, last } = by
      ? { span: state.span, grain: "day" as Grain, last: undefined }
      : timeOf(page, attributes, card.width);
    const known = metrics.filter(
      (m) => calculator.value(m, span, where) !== null && calculator.cannot(m, where, own) === null,
    );
    const metric = state.world ? choose(known) : undefined;
    if (!metric) return card.say(whyNot(page, metrics[0]!, own, own));
    const limit = Number(attributes.limit ?? 12);
    const plot = metricPlot(page, metric, { by, series, grain, span, last, limit });
    if (typeof plot === "string") card.say(plot);
    else drawBars(place, card, page, attributes, plot, metric);
  }
  return draw;
};

/**
 * With a grain the bars are the page's calendar: the last ones of all data, of which a click makes one
 * the period. Without, they are the days, weeks or months of the period.
 */
export function timeOf(
  page: Page,
  attributes: Attributes,
  width: number,
): { span: Span; grain: Grain; last: number | undefined } {
  const { state } = page;
  if (attributes.grain) {
    return { span: state.whole, grain: attributes.grain as Grain, last: width < 480 ? 6 : 12 };
  }
  const days = state.span.to - state.span.from + 1;
  const isNarrow = width < 480;
  const grain = days <= (isNarrow ? 14 : 31) ? "day" : days <= (isNarrow ? 100 : 200) ? "week" : "month";
  return { span: state.span, grain, last: undefined };
}

export function drawBars(
  place: HTMLElement,
  card: Card,
  page: Page,
  attributes: Attributes,
  plot: Plot,
  metric: Metric | null,
): void {
  const { state } = page;
  const { slots, runs, grain } = plot;
  const wanted = attributes.type ?? "stacked";
  const isWhole = wanted === "stacked100" && runs.length > 1;
  const isStacked = runs.length > 1 && wanted !== "grouped" && canStack(plot, isWhole);
  const isShares = isStacked && isWhole;
  const values = isShares ? sharesOf(plot) : runs.map((run) => run.values);
  const where = here(page, ...(plot.series ? [plot.series] : []));
  const growths = metric && grain && attributes.grain && runs.length === 1 ? growthsOf(page, metric, grain, plot) : null;
  delete place.dataset.growth;
  if (growths) place.dataset.growth = JSON.stringify(growths.map((grown) => grown.change?.value ?? null));
  const isOpen = slots.map((slot) => grain !== null && metric !== null && nextStart(grain, slot.start!) - 1 > state.whole.to);

  const longest = Math.max(...slots.map((slot) => slot.short.length));
  const room = (card.width - 95) / slots.length;
  const isTight = longest * LETTER > room;
  const isFlat =
    "horizontal" in attributes ||
    attributes.swapXY === "" || attributes.swapXY === "true" ||
    (!grain && isTight && longest > 3 && !(plot.by && isOrdered(plot.by)));
  const order = isFlat ? slots.map((_, at) => slots.length - 1 - at) : slots.map((_, at) => at); // the library draws from below
  const isLabelled =
    runs.length === 1 && (slots.length <= 16 || isFlat) && (attributes.grain !== undefined || isFlat || room > 44);
  const reference = references(place, page, attributes, plot.quantity, (said) => placeOf(plot, said), isFlat);
  const aims = metric && grain ? aimOf(page, attributes, grain, plot, where) : null;
  const marks = metric && !grain ? aimMarks(page, attributes, plot, where) : null;
  const events = grain === "day" && !isFlat ? eventsIn(page, attributes.events, state.span) : [];

  const names = order.map((at) => `${slots[at]!.short}${isOpen[at] ? "*" : ""}`);
  const nameWidth = isFlat ? Math.min(Math.round(card.width * 0.36), 190) : Math.max(30, Math.floor(room) - 6);
  const across = categoryAxis(names) as { axisLabel: object };
  across.axisLabel = {
    ...across.axisLabel,
    ...(isFlat || !(grain || (plot.by && isOrdered(plot.by)))
      ? { interval: 0, width: nameWidth, overflow: "truncate", ellipsis: "…", hideOverlap: false }
      : {}),
  };
  const upward = {
    ...valueAxis(isShares ? { format: "percent" } : plot.quantity, page),
    ...(isShares ? { max: 1 } : limits(attributes, reference.least, reference.most)),
    ...(isFlat ? { splitNumber: card.width < 480 ? 3 : 5 } : {}),
    // Bars that say their values need no scale.
    ...(isFlat && isLabelled ? { axisLabel: { show: false }, splitLine: { show: false } } : {}),
  };
  // A line at the height of the bars would lie on what stands above them: then growth is said below.
  const isBelow = growths !== null && aims !== null;
  if (isBelow) {
    across.axisLabel = {
      ...across.axisLabel,
      lineHeight: 16,
      formatter: (name: string, at: number) => `${name}\n${growths[at]?.change?.text ?? ""}`,
    };
  }
  const text = (at: number, value: number | null): string => {
    if (growths) return growths[at]!.change?.text ?? "";
    return value === null ? "" : short(value, plot.quantity.format, state.currency);
  };
  const corner = isFlat ? [0, 3, 3, 0] : [3, 3, 0, 0];
  const option = {
    grid: { ...GRID, right: isFlat && isLabelled ? 64 : 14, top: isFlat && !reference.markLine ? 8 : 26 },
    tooltip: {
      ...tooltip("axis", ((items: { dataIndex: number }[]) => {
        const at = order[items[0]?.dataIndex ?? 0] ?? 0;
        return slotTooltip(page, plot, isStacked, (slot) => [
          ...(isOpen[slot] ? [t("to date")] : []),
          ...(growths ? [growths[slot]!.words] : []),
          ...(aims ? [`${aims.name} ${short(aims.values[slot] ?? null, plot.quantity.format, state.currency)}`] : []),
          ...(marks ? [`${marks.name} ${short(marks.values[slot] ?? null, plot.quantity.format, state.currency)}`] : []),
          ...events.filter((e) => e.day === slots[slot]?.start).map((e) => e.name),
        ])({ dataIndex: at });
      }) as (items: never) => string),
      axisPointer: { type: "shadow", shadowStyle: { color: colour("muted"), opacity: 0.1 } },
    },
    xAxis: isFlat ? upward : across,
    yAxis: [isFlat ? across : upward, ...(events.length ? [{ type: "value", show: false, min: 0, max: 1 }] : [])],
    series: [
      ...runs.map((run, i) => ({
        name: run.name,
        type: "bar",
        ...(isStacked ? { stack: "all" } : {}),
        barMaxWidth: isFlat ? 26 : 44,
        barCategoryGap: slots.length > 40 ? "8%" : "28%",
        emphasis: { disabled: true },
        data: order.map((at) => ({
          value: values[i]![at] ?? null,
          itemStyle: {
            color: slots[at]!.isOthers ? colour("series-8") : run.colour,
            opacity: slots[at]!.isDimmed || run.isDimmed ? 0.28 : isOpen[at] ? 0.55 : 1,
            borderRadius: isStacked ? 0 : (values[i]![at] ?? 0) < 0 ? 0 : corner,
            ...(isStacked ? { borderColor: colour("card"), borderWidth: 0.5 } : {}),
          },
        })),
        label: {
          show: isLabelled && !isBelow,
          position: isFlat ? "right" : "top",
          color: colour("muted"),
          textBorderColor: colour("card"),
          textBorderWidth: 2,
          fontSize: 12,
          formatter: (item: { dataIndex: number }) => {
            const at = order[item.dataIndex]!;
            return text(at, values[i]![at] ?? null);
          },
        },
        labelLayout: { hideOverlap: true },
        ...(i === 0 ? { markLine: reference.markLine, markArea: reference.markArea } : {}),
      })),
      ...(aims ? [aimLine(aims.name, order.map((at) => aims.values[at] ?? null))] : []),
      ...(marks ? [aimDashes(marks.name, order.map((at) => marks.values[at] ?? null), isFlat)] : []),
      ...eventBands(events, slots),
    ],
  };
  const aimed = aims ?? marks;
  const name = plot.by
    ? t("{1} by {2}", plot.quantity.label, dimensionLabel(plot.by).toLowerCase())
    : grain
      ? t("{1} over time", plot.quantity.label)
      : plot.quantity.label;
  card.show({
    option,
    describe: gist(page, plot, name),
    told: () => [...plot.told().filter(isKnown), ...reference.told, ...(aimed?.told ?? []), ...(isShares ? sharesTold(plot, values) : [])],
    legend: [
      ...runChoices(page, plot, "square"),
      ...(aimed ? [{ name: aimed.name, isChosen: false, pick: null, symbol: "line", colour: "var(--text)" }] : []),
      ...eventChoices(events, "band"),
    ],
    marks: slotChoices(page, plot),
    // As high as its bars need to be, where they lie.
    height: isFlat ? Math.max(120, slots.length * (isStacked || runs.length === 1 ? 30 : 14 + 14 * runs.length) + 44) : undefined,
    names: {
      y: isFlat ? undefined : nameOfValues(attributes, plot, metric),
      x: attributes.xAxisTitle
        ? t(attributes.xAxisTitle)
        : isBelow
          ? t("Below each its growth on the one before")
          : isFlat ? nameOfValues(attributes, plot, metric) : undefined,
    },
    note: plot.left ? t("{1} smaller ones are not shown.", String(plot.left)) : undefined,
    onMark: (mark) => plot.pickSlot(slots[order[mark.dataIndex] ?? -1]),
  });
}

function isKnown(told: Told): boolean {
  return told.value !== null;
}

/** The parts that bars of a whole show. */
function sharesTold(plot: Plot, shares: (number | null)[][]): Told[] {
  const all = [...new Set(plot.runs.flatMap((run) => run.words))];
  return plot.told().flatMap((told, at): Told[] => {
    if (told.kind !== "metric" || !plot.series || told.value === null) return [];
    const value = shares[Math.floor(at / plot.slots.length)]?.[at % plot.slots.length] ?? null;
    return [{ ...told, kind: "share", of: { ...told.where, [plot.series]: all }, value }];
  });
}

/** A word or day of the author's on the axis. */
function placeOf(plot: Plot, said: string): string | null {
  const found = plot.slots.find(
    (slot) => slot.words.includes(said) || slot.name === said || (slot.start !== undefined && said === isoOf(slot.start)),
  );
  return found ? found.short : null;
}

function isoOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function aimLine(name: string, data: (number | null)[]): object {
  const shade = colour("text");
  return {
    name,
    type: "line",
    data,
    silent: true,
    symbol: "circle",
    symbolSize: 5,
    lineStyle: { width: 1.5, type: "dashed", color: shade },
    itemStyle: { color: shade },
    z: 4,
  };
}

/** A target of each bar: a stroke across it. */
function aimDashes(name: string, data: (number | null)[], isFlat: boolean): object {
  return {
    name,
    type: "scatter",
    data: data.map((value, at) => (value === null ? null : isFlat ? [value, at] : [at, value])),
    symbol: "rect",
    symbolSize: isFlat ? [3, 24] : [34, 3],
    silent: true,
    itemStyle: { color: colour("text") },
    z: 4,
  };
}

function aimMarks(
  page: Page,
  { target }: Attributes,
  plot: Plot,
  where: Where,
): { name: string; values: (number | null)[]; told: Told[] } | null {
  const { by } = plot;
  if (target === undefined || !Number.isNaN(Number(target)) || !by || plot.runs.length > 1) return null;
  const metric = metricOf(page, target);
  const { span } = page.state;
  const rest = Object.fromEntries(Object.entries(where).filter(([name]) => name !== by));
  const values = plot.slots.map((slot) => page.calculator.value(metric, span, { ...rest, [by]: slot.words }));
  if (values.every((value) => value === null)) return null;
  const told = plot.slots.map((slot, at) => metricTold(target, span, { ...rest, [by]: slot.words }, values[at]!));
  return { name: label(metric), values, told };
}

type Growth = { change: Change | null; words: string };

/**
 * Growth on the bucket before. One that is not over is compared with the same days of the one before;
 * one that began before the data did is compared with nothing.
 */
function growthsOf(page: Page, metric: Metric, grain: Grain, plot: Plot): Growth[] {
  const { whole } = page.state;
  const where = here(page);
  return plot.slots.map(({ start: first }) => {
    const start = first!;
    const end = nextStart(grain, start) - 1;
    const to = Math.min(end, whole.to);
    const from = startOf(grain, start - 1);
    const isOpen = to < end;
    if (from < whole.from) return { change: null, words: t("nothing whole before to compare with") };
    const until = isOpen ? Math.min(from + (to - start), start - 1) : start - 1;
    const now = page.calculator.value(metric, { from: start, to }, where);
    const before = page.calculator.value(metric, { from, to: until }, where);
    const grown = change(now, before, metric.format);
    const words = isOpen ? "{1} on the same days before" : "{1} on the one before";
    return { change: grown, words: grown ? t(words, grown.text) : t("nothing before to compare with") };
  });
}
