// What every chart shares: the library's parts, its frame, its colours, its axes and its tooltip.

import { install as BarChart } from "echarts/lib/chart/bar/install.js";
import { install as BoxplotChart } from "echarts/lib/chart/boxplot/install.js";
import { install as LineChart } from "echarts/lib/chart/line/install.js";
import { install as ScatterChart } from "echarts/lib/chart/scatter/install.js";
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import type { EChartsCoreOption } from "echarts/core";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { t } from "../i18n";
import type { Format, Metric } from "../metrics";
import { short } from "../format";
import { element } from "../page";
import type { Page } from "../page";

// Kept small: it is most of what a page weighs. Heatmaps, funnels and maps are drawn as tables and
// outlines of our own; Sankeys, graphs and treemaps come with the bundle of the pages that use them.
echarts.use([
  BarChart, BoxplotChart, LineChart, ScatterChart,
  GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, LabelLayout, SVGRenderer,
]);

// The library takes the width of one Chinese sign for the height of a line. A machine without
// Chinese fonts has none, and its lines would lie on each other.
const LINE_HEIGHT = 1.25;
const pen = document.createElement("canvas").getContext("2d");
echarts.setPlatformAPI({
  measureText: (text: string, font = "12px sans-serif") => {
    if (text === "国" || !pen) return { width: parseFloat(/[\d.]+(?=px)/.exec(font)?.[0] ?? "12") * LINE_HEIGHT };
    pen.font = font;
    return pen.measureText(text);
  },
});

const PARTS = ["grid", "xAxis", "yAxis", "series"];

export type Option = EChartsCoreOption;

/** What a click on a mark hands over: the library's `params.data` where it is an object of ours. */
export type Mark = { dataIndex: number; seriesIndex: number; name: string; data: unknown };

const colours = new Map<string, string>();
const dark = matchMedia("(prefers-color-scheme: dark)");

/** A colour of the theme. Asking the browser is slow: it has to settle the styles of the whole page. */
export function colour(name: string): string {
  const root = document.documentElement;
  const key = `${root.dataset.theme ?? dark.matches}-${name}`;
  let found = colours.get(key);
  if (found === undefined) {
    found = getComputedStyle(root).getPropertyValue(`--${name}`).trim();
    colours.set(key, found);
  }
  return found;
}

let face: string | undefined;

/** The page's typeface, which the library would not take by itself. */
function typeface(): string {
  return (face ??= getComputedStyle(document.documentElement).fontFamily);
}

/** Eight colours that also the colour-blind tell apart; a ninth begins anew. */
export function palette(at: number): string {
  return colour(`series-${(at % 8) + 1}`);
}

/**
 * A chart in its frame, sized with it; a sentence takes its place when there is nothing to draw.
 * `describe` is read out in its stead. `onMark` hears of clicks.
 */
export type Frame = {
  show: (option: Option, describe: string, height?: number) => void;
  say: (sentence: string) => void;
  readonly width: number;
};

/** A place within a chart, for clicks beside the library's own marks. */
export type At = {
  x: number;
  y: number;
  /** Where values of the axes lie, in pixels. */
  pixel: (x: number | string, y: number) => readonly [number, number];
};

export function chartFrame(
  place: HTMLElement,
  onMark?: (mark: Mark) => void,
  onPoint?: (at: At) => void,
): Frame {
  const canvas = element("div", "chart");
  canvas.setAttribute("role", "img");
  const words = element("p", "empty");
  words.hidden = true;
  place.append(canvas, words);
  let chart: echarts.ECharts | null = null;
  // Known without asking the browser, which would lay out the page anew for each chart.
  let width: number | null = null;
  let tall: number | undefined;
  new ResizeObserver(() => {
    width = null;
    chart?.resize();
  }).observe(canvas);
  return {
    show(option, describe, height) {
      canvas.hidden = false;
      words.hidden = true;
      const isTaller = tall !== height;
      if (isTaller) canvas.style.height = height ? `${height}px` : "";
      tall = height;
      canvas.setAttribute("aria-label", describe);
      if (!chart) {
        chart = echarts.init(canvas, null, { renderer: "svg" });
        if (onMark) chart.on("click", (params) => onMark(params as unknown as Mark));
        if (onPoint) {
          chart.getZr().on("click", ({ offsetX: x, offsetY: y }: { offsetX: number; offsetY: number }) =>
            onPoint({ x, y, pixel: (...at) => chart!.convertToPixel("grid", at) as [number, number] }),
          );
        }
      } else if (isTaller) {
        chart.resize();
      }
      // All is replaced but the tooltip: a new one would have the browser lay out the page.
      chart.setOption({ animation: false, textStyle: { fontFamily: typeface() }, ...option }, { replaceMerge: PARTS });
      place.dataset.drawn = "true";
    },
    say(sentence) {
      canvas.hidden = true;
      words.hidden = false;
      words.textContent = sentence;
      delete place.dataset.drawn;
    },
    get width() {
      return (width ??= place.clientWidth);
    },
  };
}

export function axisText(): object {
  return { color: colour("muted"), fontSize: 12, hideOverlap: true };
}

/** Text of data in a tooltip: as text. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Lines of a tooltip, the first as its heading; every one is text. */
export function tooltipLines(heading: string, ...lines: string[]): string {
  return [`<b>${escape(heading)}</b>`, ...lines.map(escape)].join("<br>");
}

/** A line of a tooltip with the colour of its mark: drawn, since the site allows no inline style. */
export function tooltipMark(colourOf: string, text: string): string {
  const mark = `<rect width="9" height="9" rx="2" fill="${escape(colourOf)}"/>`;
  return `<svg class="tooltip-mark" width="9" height="9" aria-hidden="true">${mark}</svg>${escape(text)}`;
}

export function tooltip(trigger: "axis" | "item", formatter: (items: never) => string): object {
  return {
    trigger,
    confine: true,
    backgroundColor: colour("card"),
    borderColor: colour("line"),
    textStyle: { color: colour("text"), fontSize: 13 },
    extraCssText: "max-width:280px;white-space:normal;overflow-wrap:anywhere",
    axisPointer: { lineStyle: { color: colour("muted") }, shadowStyle: { color: colour("muted"), opacity: 0.1 } },
    formatter,
  };
}

/** The axis of a metric's values. */
export function valueAxis({ format }: { format: Format }, page: Page): object {
  return {
    type: "value",
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    // Whole things have no halves between them.
    ...(format === "count" ? { minInterval: 1 } : {}),
    axisLabel: {
      ...axisText(),
      formatter: (value: number) => short(value, format, page.state.currency),
    },
    splitLine: { lineStyle: { color: colour("line") } },
  };
}

export function categoryAxis(names: readonly string[]): object {
  return {
    type: "category",
    data: names,
    axisLabel: axisText(),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour("line") } },
  };
}

/** To the right there is room for half of the last name. */
export const GRID = { left: 8, right: 26, top: 20, bottom: 8, containLabel: true };

/** An entry of a legend of our own: the library's does not wrap on a phone. */
export function key(symbol: string, colourOf: string, name: string): HTMLElement {
  const entry = element("span", "key", name);
  const mark = element("i", `mark ${symbol}`);
  mark.style.setProperty("--mark", colourOf);
  entry.prepend(mark);
  return entry;
}

/** Buttons to choose one of several metrics with, and which is chosen. */
export function metricButtons(
  place: HTMLElement,
  metrics: readonly Metric[],
  redraw: () => void,
): (known: readonly Metric[]) => Metric | undefined {
  let chosen: Metric | null = null;
  const buttons = element("div", "buttons small");
  buttons.setAttribute("role", "group");
  for (const metric of metrics) {
    const button = element("button");
    button.type = "button";
    button.dataset.metric = metric.name;
    button.addEventListener("click", () => {
      chosen = metric;
      redraw();
    });
    buttons.append(button);
  }
  if (metrics.length > 1) place.append(buttons);
  return (known) => {
    const metric = chosen && known.includes(chosen) ? chosen : known[0];
    buttons.setAttribute("aria-label", t("Metric"));
    for (const [at, button] of [...buttons.querySelectorAll("button")].entries()) {
      button.textContent = t(metrics[at]!.label);
      button.setAttribute("aria-pressed", String(metrics[at] === metric));
      button.disabled = !known.includes(metrics[at]!);
    }
    return metric;
  };
}
