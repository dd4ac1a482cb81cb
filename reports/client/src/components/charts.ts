// <LineChart> and <BarChart>: metrics over time, with the days on which something was on.

import { BarChart as Bars, LineChart as Lines, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import type { EChartsCoreOption } from "echarts/core";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import type { Change } from "../format";
import { change, date, exact, monthYear, quarter, short } from "../format";
import { element, here, metricOf } from "../page";
import type { Component, Page } from "../page";
import type { Grain, Span } from "../period";
import { nextStart, parts, startOf } from "../period";
import type { Metric, Point } from "../metrics";
import type { Day } from "../table";

echarts.use([
  Bars, Lines, ScatterChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer,
]);

const DAY_MS = 86_400_000;

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A chart in its frame, sized with it; a sentence takes its place when there is nothing to draw. */
function frame(place: HTMLElement): (option: EChartsCoreOption | string) => void {
  const canvas = element("div", "chart");
  const words = element("p", "empty");
  words.hidden = true;
  place.append(canvas, words);
  let chart: echarts.ECharts | null = null;
  new ResizeObserver(() => chart?.resize()).observe(canvas);
  return (option) => {
    const isEmpty = typeof option === "string";
    canvas.hidden = isEmpty;
    words.hidden = !isEmpty;
    if (isEmpty) {
      words.textContent = option;
      return;
    }
    chart ??= echarts.init(canvas, null, { renderer: "svg" });
    chart.setOption({ animation: false, ...option }, true);
    place.dataset.drawn = "true";
  };
}

function axisText(): object {
  return { color: colour("muted"), fontSize: 12, hideOverlap: true };
}

/** Text of data in a tooltip: as text. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function grainOf(span: Span): Grain {
  const days = span.to - span.from + 1;
  return days <= 400 ? "day" : days <= 1500 ? "week" : "month";
}

function bucketName(grain: Grain, start: Day): string {
  if (grain === "day") return date(start);
  if (grain === "week") return `week of ${date(start)}`;
  return grain === "month" ? monthYear(start) : quarter(start);
}

type Event = { day: Day; kind: string; name: string };

function eventsIn(page: Page, query: string | undefined, span: Span): Event[] {
  const table = query === undefined ? undefined : page.tables[query];
  if (!table) return [];
  const worlds = table.codes("world_id");
  const world = table.words("world_id").indexOf(page.state.world?.id ?? "");
  const days = table.days("event_date");
  const found: Event[] = [];
  for (let row = 0; row < table.rows; row++) {
    const day = days[row]!;
    if (worlds[row] !== world || day < span.from || day > span.to) continue;
    found.push({
      day,
      kind: table.text("event_kind", row) ?? "",
      name: table.text("event_name", row) ?? "",
    });
  }
  return found;
}

const EVENT_MARKS: Record<string, { symbol: string; label: string; colour: string }> = {
  double_day: { symbol: "diamond", label: "Double day", colour: "event-double" },
  sale_day: { symbol: "diamond", label: "Sale day", colour: "event-double" },
  payday: { symbol: "circle", label: "Payday", colour: "event-payday" },
  holiday: { symbol: "triangle", label: "Holiday", colour: "event-holiday" },
};

/**
 * <LineChart metrics="gmv,orders" events={events}>: one metric at a time, chosen by button, with the
 * previous period behind it and the event days below the line.
 */
export const LineChart: Component = (place, attributes, page) => {
  const metrics = (attributes.metrics ?? attributes.metric ?? "")
    .split(",")
    .map((name) => metricOf(page, name.trim()));
  let chosen: Metric | null = null;
  const buttons = element("div", "buttons small");
  buttons.setAttribute("role", "group");
  buttons.setAttribute("aria-label", "Metric");
  for (const metric of metrics) {
    const button = element("button", "", metric.label);
    button.type = "button";
    button.dataset.metric = metric.name;
    button.addEventListener("click", () => {
      chosen = metric;
      draw();
    });
    buttons.append(button);
  }
  if (metrics.length > 1) place.append(buttons);
  const legend = element("div", "legend");
  place.append(legend);
  const show = frame(place);

  function draw(): void {
    const { state, calculator } = page;
    const known = metrics.filter((m) => calculator.value(m, state.span, here(page)) !== null);
    const metric = chosen && known.includes(chosen) ? chosen : known[0];
    for (const button of buttons.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.metric === metric?.name));
      button.disabled = !known.some((m) => m.name === button.dataset.metric);
    }
    legend.replaceChildren();
    if (!metric) {
      show(`${metrics[0]!.label} is not in these files.`);
      return;
    }
    const grain = grainOf(state.span);
    const now = calculator.series(metric, state.span, grain, here(page));
    const before = state.previous
      ? calculator.series(metric, state.previous, grain, here(page))
      : [];
    const events = eventsIn(page, attributes.events, state.span);
    // Words of our own instead of the library's legend, which does not wrap on a phone.
    legend.append(key("line", "accent", metric.label));
    if (before.length) legend.append(key("dash", "muted", "Period before"));
    for (const [kind, mark] of Object.entries(EVENT_MARKS)) {
      if (events.some((event) => event.kind === kind)) {
        legend.append(key(mark.symbol, mark.colour, mark.label));
      }
    }
    show(lineOption(page, metric, grain, now, before, events));
    place.dataset.points = String(now.length);
  }
  return draw;
};

function key(symbol: string, colourName: string, label: string): HTMLElement {
  const entry = element("span", "key", label);
  const mark = element("i", `mark ${symbol}`);
  mark.style.setProperty("--mark", `var(--${colourName})`);
  entry.prepend(mark);
  return entry;
}

function lineOption(
  page: Page,
  metric: Metric,
  grain: Grain,
  now: Point[],
  before: Point[],
  events: Event[],
): EChartsCoreOption {
  const { state } = page;
  const accent = colour("accent");
  const text = (value: number | null) => short(value, metric.format, state.currency);
  const byStart = new Map(now.map((point) => [point.start, point.value]));
  const marks = new Map<string, Event[]>();
  for (const event of events) {
    const label = EVENT_MARKS[event.kind]?.label ?? event.kind;
    marks.set(label, [...(marks.get(label) ?? []), event]);
  }
  const few = now.length <= 62;
  const eventSeries = [...marks.entries()].map(([label, days]) => {
    const mark = EVENT_MARKS[days[0]!.kind];
    return {
      name: label,
      type: "scatter",
      symbol: mark?.symbol ?? "circle",
      symbolSize: 9,
      itemStyle: { color: colour(mark?.colour ?? "muted"), borderColor: colour("card"), borderWidth: 1 },
      data: days.map((event) => ({
        value: [event.day * DAY_MS, byStart.get(startOf(grain, event.day)) ?? 0],
        name: event.name,
      })),
      label: {
        show: few && label.endsWith("day") && label !== "Payday" && label !== "Holiday",
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
    // To the right there is room for half of the last day's name.
    grid: { left: 8, right: 26, top: 20, bottom: 8, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour("card"),
      borderColor: colour("line"),
      textStyle: { color: colour("text"), fontSize: 13 },
      formatter: (items: { dataIndex: number; seriesIndex: number }[]) => {
        const at = items.find((item) => item.seriesIndex === 0)?.dataIndex ?? items[0]?.dataIndex ?? 0;
        const point = now[at];
        if (!point) return "";
        const end = nextStart(grain, point.start);
        const names = events
          .filter((e) => e.day >= point.start && e.day < end)
          .map((e) => escape(`${EVENT_MARKS[e.kind]?.label ?? e.kind}: ${e.name}`));
        const value = exact(point.value, metric.format, state.currency);
        const earlier = before[at];
        return [
          `<b>${escape(bucketName(grain, point.start))}</b>`,
          `${escape(metric.label)} ${escape(value)}`,
          ...(earlier
            ? [`${escape(bucketName(grain, earlier.start))}: ${escape(exact(earlier.value, metric.format, state.currency))}`]
            : []),
          ...names,
        ].join("<br>");
      },
    },
    xAxis: {
      type: "time",
      axisLabel: {
        ...axisText(),
        formatter: (value: number) => {
          const { day } = parts(Math.round(value / DAY_MS));
          const at = Math.round(value / DAY_MS);
          return now.length > 120 || day === 1 ? monthYear(at) : date(at).replace(/ \d+$/, "");
        },
      },
      axisLine: { lineStyle: { color: colour("line") } },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      axisLabel: { ...axisText(), formatter: (value: number) => text(value) },
      splitLine: { lineStyle: { color: colour("line") } },
    },
    series: [
      {
        name: metric.label,
        type: "line",
        data: now.map((point) => [point.start * DAY_MS, point.value]),
        showSymbol: now.length === 1,
        lineStyle: { width: 2, color: accent },
        itemStyle: { color: accent },
        areaStyle: { color: accent, opacity: 0.08 },
        z: 3,
      },
      ...(before.length
        ? [
            {
              name: "Period before",
              type: "line",
              data: now.map((point, at) => [point.start * DAY_MS, before[at]?.value ?? null]),
              showSymbol: false,
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

/**
 * <BarChart metric=gmv grain=quarter>: the metric per quarter over all the data, with its growth. A
 * quarter that is not over is compared with the same days of the one before; one that began before
 * the data did is compared with nothing.
 */
export const BarChart: Component = (place, attributes, page) => {
  const metrics = (attributes.metrics ?? attributes.metric ?? "")
    .split(",")
    .map((name) => metricOf(page, name.trim()));
  const grain = (attributes.grain ?? "quarter") as Grain;
  const show = frame(place);
  return () => {
    const { state, calculator } = page;
    const world = state.world;
    const metric = metrics.find(
      (m) => world && calculator.value(m, { from: world.first, to: world.last }, here(page)) !== null,
    );
    if (!world || !metric) {
      show(`${metrics[0]!.label} is not in these files.`);
      return;
    }
    const whole = { from: world.first, to: world.last };
    // As many as have room for their growth above them.
    const room = place.clientWidth < 480 ? 6 : 12;
    const points = calculator.series(metric, whole, grain, here(page)).slice(-room);
    const growths = points.map((point) => growth(page, metric, grain, point));
    place.dataset.growth = JSON.stringify(growths.map((grown) => grown?.value ?? null));
    place.dataset.values = JSON.stringify(points.map((point) => point.value));
    const accent = colour("accent");
    const names = points.map((point) => bucketName(grain, point.start));
    const isOpen = points.map((point) => nextStart(grain, point.start) - 1 > world.last);
    show({
      grid: { left: 8, right: 12, top: 28, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis",
        confine: true,
        backgroundColor: colour("card"),
        borderColor: colour("line"),
        textStyle: { color: colour("text"), fontSize: 13 },
        formatter: (items: { dataIndex: number }[]) => {
          const at = items[0]?.dataIndex ?? 0;
          const grown = growths[at] ?? null;
          return [
            `<b>${escape(names[at]!)}${isOpen[at] ? " to date" : ""}</b>`,
            `${escape(metric.label)} ${escape(exact(points[at]!.value, metric.format, state.currency))}`,
            grown === null
              ? "no full quarter before to compare with"
              : `${grown.text} on ${isOpen[at] ? "the same days of " : ""}the quarter before`,
          ].join("<br>");
        },
      },
      xAxis: {
        type: "category",
        data: names.map((name, at) => (isOpen[at] ? `${name}*` : name)),
        axisLabel: axisText(),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour("line") } },
      },
      yAxis: {
        type: "value",
        axisLabel: {
          ...axisText(),
          formatter: (value: number) => short(value, metric.format, state.currency),
        },
        splitLine: { lineStyle: { color: colour("line") } },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 44,
          data: points.map((point, at) => ({
            value: point.value,
            itemStyle: { color: accent, opacity: isOpen[at] ? 0.5 : 1, borderRadius: [3, 3, 0, 0] },
          })),
          label: {
            show: true,
            position: "top",
            color: colour("muted"),
            fontSize: 12,
            formatter: (item: { dataIndex: number }) => growths[item.dataIndex]?.text ?? "",
          },
          labelLayout: { hideOverlap: true },
        },
      ],
    });
  };
};

function growth(page: Page, metric: Metric, grain: Grain, point: Point): Change | null {
  const { state, calculator } = page;
  const world = state.world!;
  const to = Math.min(nextStart(grain, point.start) - 1, world.last);
  const start = startOf(grain, point.start - 1);
  if (start < world.first) return null;
  const isOpen = to === world.last && to < nextStart(grain, point.start) - 1;
  const end = isOpen ? Math.min(start + (to - point.start), point.start - 1) : point.start - 1;
  const now = calculator.value(metric, { from: point.start, to }, here(page));
  const before = calculator.value(metric, { from: start, to: end }, here(page));
  return change(now, before, metric.format);
}
