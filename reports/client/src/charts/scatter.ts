// <ScatterPlot by=campaign_name metrics="ad_spend,roas">: a dot for each value of a dimension, or for
// each row of a query; <BubbleChart> adds a size. `quadrants` parts the plane at the medians, or at
// `xLine` and `yLine`; `quadrantNames` are said from the upper left, line by line.

import { dimensionLabel, valueText } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import type { Format, Metric } from "../metrics";
import { here, label, metricsOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import { metricTold } from "../told";
import type { Told } from "../told";
import { chartCard } from "./card";
import type { Card, Choice } from "./card";
import { colourOf } from "./colours";
import { GRID, colour, tooltip, tooltipLines, valueAxis } from "./kit";
import { cellTold, columnLabel, formatOf, isFilter, rowsOf, wordOf, wordText } from "./rows";

type Dot = {
  word: string;
  name: string;
  values: number[]; // x, y and perhaps the size
  group: string | null;
};

type Cloud = {
  dots: Dot[];
  names: string[];
  formats: Format[];
  by: string | null;
  series: string | null;
  told: Told[];
  left: number;
  pick: ((word: string) => void) | null;
};

const LEAST = 7;
const LARGEST = 44;

export const ScatterPlot: Component = (place, attributes, page) => plane(place, attributes, page, false);

export const BubbleChart: Component = (place, attributes, page) => plane(place, attributes, page, true);

function plane(place: HTMLElement, attributes: Attributes, page: Page, isSized: boolean): () => void {
  const metrics = attributes.data ? [] : metricsOf(page, attributes);
  const card = chartCard(place, attributes);
  return () => {
    const cloud = attributes.data ? ofRows(page, attributes, isSized) : ofMetrics(page, attributes, metrics, isSized);
    if (typeof cloud === "string") card.say(cloud);
    else draw(card, page, attributes, cloud, isSized);
  };
}

function ofMetrics(page: Page, attributes: Attributes, metrics: Metric[], isSized: boolean): Cloud | string {
  const { calculator, state } = page;
  const by = attributes.by ?? "";
  const where = here(page, by);
  const used = metrics.slice(0, isSized ? 3 : 2);
  const values = used.map((metric) => calculator.by(metric, by, state.span, where));
  const unknown = used.find((_, at) => ![...values[at]!.values()].some((value) => value !== null));
  if (!state.world || unknown) return whyNot(page, unknown ?? used[0]!, [by], [by]);
  const each = used.map((metric) => calculator.each(metric, [by], state.span, where));
  const all: Dot[] = [];
  for (const word of values[0]!.keys()) {
    const of = each.map((of) => of(word));
    if (of.some((value) => value === null)) continue;
    all.push({ word, name: valueText(by, word), values: of as number[], group: null });
  }
  const order = isSized ? 2 : 0;
  all.sort((a, b) => b.values[order]! - a.values[order]! || a.name.localeCompare(b.name));
  const limit = Number(attributes.limit ?? 200);
  const dots = all.slice(0, limit);
  if (dots.length === 0) return t("No {1} has all of {2}.", dimensionLabel(by).toLowerCase(), used.map(label).join(", "));
  return {
    dots,
    names: used.map(label),
    formats: used.map((metric) => metric.format),
    by,
    series: null,
    left: values[0]!.size - dots.length,
    told: dots.flatMap((dot) =>
      used.map((metric, at) => metricTold(metric.name, state.span, { ...where, [by]: [dot.word] }, dot.values[at]!)),
    ),
    pick: (word) => state.toggle(by, word),
  };
}

function ofRows(page: Page, attributes: Attributes, isSized: boolean): Cloud | string {
  const { x = "", y = "", size, series, by } = attributes;
  const from = rowsOf(page, attributes, [by, series].filter((name) => name !== undefined));
  if (typeof from === "string") return from;
  const { table, rows } = from;
  const columns = [x, y, ...(isSized && size ? [size] : [])];
  const told: Told[] = [];
  const dots: Dot[] = [];
  for (const row of rows) {
    const values = columns.map((column) => table.number(column, row));
    if (values.some((value) => value === null)) continue;
    const word = by ? wordOf(table, by, row) : "";
    dots.push({
      word,
      name: by ? wordText(table, by, word) : "",
      values: values as number[],
      group: series ? wordOf(table, series, row) : null,
    });
    const group = dots.at(-1)!.group;
    const own = { ...(by ? { [by]: [word] } : {}), ...(series && group !== null ? { [series]: [group] } : {}) };
    columns.forEach((column, at) => told.push(cellTold(from, column, own, values[at]!)));
  }
  if (dots.length === 0) return t("There are no rows.");
  const said = [attributes.xFmt, attributes.yFmt, attributes.sizeFmt];
  return {
    dots,
    names: columns.map(columnLabel),
    formats: columns.map((column, at) => formatOf(table, column, said[at])),
    by: by ?? null,
    series: series ?? null,
    told,
    left: rows.length - dots.length,
    pick: by && isFilter(page, from.query, by) ? (word) => page.state.toggle(by, word) : null,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function draw(card: Card, page: Page, attributes: Attributes, cloud: Cloud, isSized: boolean): void {
  const { state } = page;
  const { dots, names, formats, by } = cloud;
  const chosen = by ? (state.filters[by] ?? []) : [];
  const isDimmed = (dot: Dot) => chosen.length > 0 && !chosen.includes(dot.word);
  const groups = [...new Set(dots.map((dot) => dot.group))];
  const shades = cloud.series ? colourOf(cloud.series, groups.map((group) => group ?? "")) : [colour("accent")];
  const largest = Math.max(...dots.map((dot) => Math.max(0, dot.values[2] ?? 0)));
  const most = card.width < 480 ? LARGEST * 0.7 : LARGEST;
  // The area is the value, not the width.
  const sizeOf = (dot: Dot) =>
    isSized && dot.values.length > 2 && largest > 0
      ? Math.max(LEAST, most * Math.sqrt(Math.max(0, dot.values[2]!) / largest))
      : dots.length > 60 ? 7 : 10;
  const parted = "quadrants" in attributes || attributes.xLine !== undefined || attributes.yLine !== undefined;
  const lines = parted
    ? [0, 1].map((at) => {
        const said = at === 0 ? attributes.xLine : attributes.yLine;
        return said === undefined ? median(dots.map((dot) => dot.values[at]!)) : Number(said);
      })
    : null;
  const write = (value: number, at: number) => short(value, formats[at]!, state.currency);
  const corners = (attributes.quadrantNames ?? "").split(",").map((name) => t(name.trim()));
  const line = lines && {
    markLine: {
      silent: true,
      symbol: "none",
      data: [{ xAxis: lines[0] }, { yAxis: lines[1] }],
      lineStyle: { color: colour("muted"), type: "dashed", width: 1 },
      label: { show: false },
    },
  };
  // Names where there is room; the small ones give way to the large, and all of them to the edges.
  const [least, furthest] = [0, 1].map((at) => {
    const all = dots.map((dot) => dot.values[0]!);
    return at ? Math.max(...all) : Math.min(0, ...all);
  });
  const sideOf = (dot: Dot) => {
    const at = (dot.values[0]! - least!) / (furthest! - least! || 1);
    return at < 0.13 ? "right" : at > 0.87 ? "left" : "top";
  };
  const isNamed = by !== null && dots.length <= (card.width < 480 ? 8 : 40);
  const option = {
    grid: { ...GRID, top: 16, right: 30 },
    tooltip: tooltip("item", ((item: { seriesIndex: number; dataIndex: number }) => {
      const dot = dotsOf(cloud, groups[item.seriesIndex] ?? null)[item.dataIndex];
      if (!dot) return "";
      const group = dot.group !== null && cloud.series ? [valueText(cloud.series, dot.group)] : [];
      return tooltipLines(
        dot.name || group[0] || "",
        ...(dot.name ? group : []),
        ...dot.values.map((value, at) => `${names[at]} ${exact(value, formats[at]!, state.currency)}`),
      );
    }) as (items: never) => string),
    xAxis: {
      ...valueAxis({ format: formats[0]! }, page),
      boundaryGap: [0, "6%"],
      scale: "scale" in attributes,
      splitNumber: card.width < 480 ? 3 : 6,
      ...ends(attributes.xMin, attributes.xMax),
    },
    yAxis: { ...valueAxis({ format: formats[1]! }, page), boundaryGap: [0, "8%"], scale: "scale" in attributes, ...ends(attributes.yMin, attributes.yMax) },
    series: groups.map((group, at) => ({
      type: "scatter",
      emphasis: { disabled: true },
      data: dotsOf(cloud, group).map((dot) => ({
        value: dot.values,
        name: dot.name,
        symbolSize: sizeOf(dot),
        label: { position: sideOf(dot) },
        itemStyle: {
          color: shades[at],
          opacity: isDimmed(dot) ? 0.15 : isSized ? 0.65 : 0.8,
          borderColor: colour("card"),
          borderWidth: 1,
        },
      })),
      label: {
        show: isNamed,
        formatter: "{b}",
        position: "top",
        distance: 4,
        fontSize: 11,
        color: colour("text"),
        textBorderColor: colour("card"),
        textBorderWidth: 2,
        width: card.width < 480 ? 84 : 130,
        overflow: "truncate",
        ellipsis: "…",
      },
      labelLayout: { hideOverlap: true },
      ...(at === 0 ? line : {}),
    })),
  };
  const name = t("{1} against {2}", names[1]!, names[0]!);
  const highest = dots.reduce((a, b) => (b.values[1]! > a.values[1]! ? b : a));
  const pick = cloud.pick;
  const size = isSized && names[2] ? [t("Size: {1}", names[2])] : [];
  const counted = cloud.left > 0 ? [t("{1} without all of these values are not shown.", String(cloud.left))] : [];
  const said = lines && !attributes.xLine && !attributes.yLine
    ? [t("Lines at the medians: {1} and {2}.", write(lines[0]!, 0), write(lines[1]!, 1))]
    : [];
  card.show({
    option,
    describe: t("{1}: the highest is {2} with {3}", name, highest.name, write(highest.values[1]!, 1)),
    told: cloud.told,
    legend: cloud.series ? groups.map((group, at) => groupChoice(valueText(cloud.series!, group ?? ""), shades[at]!)) : [],
    marks: pick
      ? dots.map((dot) => ({ name: dot.name, isChosen: chosen.includes(dot.word), pick: () => pick(dot.word) }))
      : [],
    corners: lines && corners.length === 4 ? corners.map((name, at) => (at % 2 ? `${name} ${"↗↘"[(at - 1) / 2]}` : `${"↖↙"[at / 2]} ${name}`)) : [],
    height: card.width < 480 ? 320 : 380,
    names: { y: `↑ ${attributes.yAxisTitle ? t(attributes.yAxisTitle) : names[1]}`, x: `${attributes.xAxisTitle ? t(attributes.xAxisTitle) : names[0]} →` },
    note: [...size, ...said, ...counted].join(" · ") || undefined,
    onMark: (mark) => {
      const dot = dotsOf(cloud, groups[mark.seriesIndex] ?? null)[mark.dataIndex];
      if (dot) pick?.(dot.word);
    },
  });
}

function dotsOf({ dots }: Cloud, group: string | null): Dot[] {
  return dots.filter((dot) => dot.group === group);
}

function groupChoice(name: string, shade: string): Choice {
  return { name, isChosen: false, pick: null, symbol: "circle", colour: shade };
}

function ends(min: string | undefined, max: string | undefined): object {
  return { ...(min === undefined ? {} : { min: Number(min) }), ...(max === undefined ? {} : { max: Number(max) }) };
}
