// <LineChart metrics="gmv,orders" events={events}>: one metric at a time over the period, chosen by
// button, with the previous period behind it and the event days on the line. A click on a day or
// week makes it the period.

import { bucketName, dayMonth, exact, monthYear } from "../format";
import { t } from "../i18n";
import type { Metric, Point } from "../metrics";
import { here, label, metricsOf, whyNot } from "../page";
import type { Component, Page } from "../page";
import type { Grain, Span } from "../period";
import { nextStart, parts, startOf } from "../period";
import { element } from "../page";
import { metricTold, tell } from "../told";
import type { Event } from "./events";
import { EVENT_MARKS, eventsIn } from "./events";
import type { Mark, Option } from "./kit";
import { GRID, axisText, chartFrame, colour, key, metricButtons, tooltip, tooltipLines, valueAxis } from "./kit";

const DAY_MS = 86_400_000;

export function grainOf(span: Span): Grain {
  const days = span.to - span.from + 1;
  return days <= 400 ? "day" : days <= 1500 ? "week" : "month";
}

/** The days of a bucket that lie in a span. */
export function bucketSpan(grain: Grain, start: number, span: Span): Span {
  return { from: Math.max(start, span.from), to: Math.min(nextStart(grain, start) - 1, span.to) };
}

export const LineChart: Component = (place, attributes, page) => {
  const metrics = metricsOf(page, attributes);
  const choose = metricButtons(place, metrics, () => draw());
  const legend = element("div", "legend");
  place.append(legend);
  let drawn: { grain: Grain; points: Point[] } | null = null;
  const frame = chartFrame(place, (mark: Mark) => {
    const point = drawn?.points[mark.dataIndex];
    if (drawn && point) page.state.zoom(bucketSpan(drawn.grain, point.start, page.state.whole));
  });

  function draw(): void {
    const { state, calculator } = page;
    const where = here(page);
    const known = metrics.filter((m) => calculator.value(m, state.span, where) !== null);
    const metric = choose(known);
    legend.replaceChildren();
    if (!metric) {
      drawn = null;
      tell(place, []);
      frame.say(attributes.empty ? t(attributes.empty) : whyNot(page, metrics[0]!));
      return;
    }
    const grain = grainOf(state.span);
    const now = calculator.series(metric, state.span, grain, where);
    const before = state.previous ? calculator.series(metric, state.previous, grain, where) : [];
    const events = eventsIn(page, attributes.events, state.span);
    drawn = { grain, points: now };
    legend.append(key("line", "var(--accent)", label(metric)));
    if (before.length) legend.append(key("dash", "var(--muted)", t("Period before")));
    for (const [kind, mark] of Object.entries(EVENT_MARKS)) {
      if (events.some((event) => event.kind === kind)) {
        legend.append(key(mark.symbol, `var(--${mark.colour})`, t(mark.label)));
      }
    }
    frame.show(
      lineOption(page, metric, grain, now, before, events),
      t("{1} over time", label(metric)),
    );
    tell(
      place,
      now.map((point) =>
        metricTold(metric.name, bucketSpan(grain, point.start, state.span), where, point.value),
      ),
    );
  }
  return draw;
};

function lineOption(
  page: Page,
  metric: Metric,
  grain: Grain,
  now: Point[],
  before: Point[],
  events: Event[],
): Option {
  const { state } = page;
  const accent = colour("accent");
  const byStart = new Map(now.map((point) => [point.start, point.value]));
  const marks = new Map<string, Event[]>();
  for (const event of events) {
    const kind = EVENT_MARKS[event.kind]?.label ?? event.kind;
    marks.set(kind, [...(marks.get(kind) ?? []), event]);
  }
  const few = now.length <= 62;
  const eventSeries = [...marks.entries()].map(([kind, days]) => {
    const mark = EVENT_MARKS[days[0]!.kind];
    return {
      name: t(kind),
      type: "scatter",
      symbol: mark?.symbol ?? "circle",
      symbolSize: 9,
      silent: true,
      itemStyle: { color: colour(mark?.colour ?? "muted"), borderColor: colour("card"), borderWidth: 1 },
      data: days.map((event) => ({
        value: [event.day * DAY_MS, byStart.get(startOf(grain, event.day)) ?? 0],
        name: event.name,
      })),
      label: {
        show: few && (kind === "Double day" || kind === "Sale day"),
        formatter: "{b}",
        position: "top",
        color: colour("text"),
        textBorderColor: colour("card"),
        textBorderWidth: 3,
        fontSize: 11,
      },
      z: 5,
    };
  });
  return {
    grid: GRID,
    tooltip: tooltip("axis", (items: { dataIndex: number; seriesIndex: number }[]) => {
      const at = items.find((item) => item.seriesIndex === 0)?.dataIndex ?? items[0]?.dataIndex ?? 0;
      const point = now[at];
      if (!point) return "";
      const end = nextStart(grain, point.start);
      const value = (v: number | null) => exact(v, metric.format, state.currency);
      const earlier = before[at];
      return tooltipLines(
        bucketName(grain, point.start),
        `${label(metric)} ${value(point.value)}`,
        ...(earlier ? [`${bucketName(grain, earlier.start)}: ${value(earlier.value)}`] : []),
        ...events
          .filter((e) => e.day >= point.start && e.day < end)
          .map((e) => `${t(EVENT_MARKS[e.kind]?.label ?? e.kind)}: ${e.name}`),
      );
    }),
    xAxis: {
      type: "time",
      axisLabel: {
        ...axisText(),
        formatter: (value: number) => {
          const at = Math.round(value / DAY_MS);
          return now.length > 120 || parts(at).day === 1 ? monthYear(at) : dayMonth(at);
        },
      },
      axisLine: { lineStyle: { color: colour("line") } },
      splitLine: { show: false },
    },
    yAxis: valueAxis(metric, page),
    series: [
      {
        name: label(metric),
        type: "line",
        data: now.map((point) => [point.start * DAY_MS, point.value]),
        showSymbol: now.length === 1,
        symbolSize: 8,
        triggerLineEvent: true,
        lineStyle: { width: 2, color: accent },
        itemStyle: { color: accent },
        areaStyle: { color: accent, opacity: 0.08 },
        z: 3,
      },
      ...(before.length
        ? [
            {
              name: t("Period before"),
              type: "line",
              data: now.map((point, at) => [point.start * DAY_MS, before[at]?.value ?? null]),
              showSymbol: false,
              silent: true,
              lineStyle: { width: 1.5, type: "dashed", color: colour("muted") },
              itemStyle: { color: colour("muted") },
              z: 2,
            },
          ]
        : []),
      ...eventSeries,
    ],
  };
}
