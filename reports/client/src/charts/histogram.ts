// <Histogram metric=orders by=delivery_days>: how many there were of each value, in bins that are
// easy to read, with the median and how long it takes until 95% are counted.

import { exact, short } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { inSentence } from "../format";
import { label, metricOf } from "../page";
import type { Component } from "../page";
import type { Told } from "../told";
import { chartCard } from "./card";
import { counted, percentile } from "./counts";
import { GRID, categoryAxis, colour, tooltip, tooltipLines, valueAxis } from "./kit";
import { references } from "./reference";
import { columnLabel } from "./rows";

type Bin = { from: number; to: number; count: number; values: number[]; isOpen: boolean };

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000];

export const Histogram: Component = (place, attributes, page) => {
  const card = chartCard(place, attributes);
  return () => {
    const found = counted(page, { ...attributes, series: "" });
    if (typeof found === "string") return card.say(found);
    const counts = found.groups[0]!;
    const most = card.width < 480 ? 10 : 20;
    const bins = binned(counts.of, percentile(counts, 0.99), most, Number(attributes.bin ?? 0));
    const unit = attributes.metric ? label(metricOf(page, attributes.metric)) : columnLabel(attributes.y ?? "row_count");
    const format: Format = attributes.metric ? metricOf(page, attributes.metric).format : "count";
    const name = attributes.xAxisTitle ? t(attributes.xAxisTitle) : found.name;
    const names = bins.map(({ from, to, isOpen }) => (isOpen ? `${from}+` : from === to ? String(from) : `${from}–${to}`));
    const write = (value: number) => exact(value, format, page.state.currency);
    const marks = ([["median", 0.5], ["95%", 0.95]] as const).map(([word, part]) => {
      const value = percentile(counts, part);
      return { words: part === 0.5 ? t("Half: up to {1}", String(value)) : t("{1}: up to {2}", word, String(value)), part, value };
    });
    const reference = references(place, page, attributes, { label: unit, format, isAdditive: true }, (said) => {
      const at = bins.findIndex((bin) => Number(said) >= bin.from && Number(said) <= bin.to);
      return at < 0 ? null : names[at]!;
    });
    const told: Told[] = [
      ...bins.flatMap((bin) => (bin.values.length ? counts.countTold(bin.values, bin.count) : [])),
      ...marks.flatMap((mark) => counts.percentileTold(mark.part, mark.value)),
      ...reference.told,
    ];
    const middle = bins.findIndex((bin) => marks[0]!.value >= bin.from && marks[0]!.value <= bin.to);
    card.show({
      option: {
        grid: GRID,
        tooltip: {
          ...tooltip("axis", ((items: { dataIndex: number }[]) => {
            const at = items[0]?.dataIndex ?? 0;
            const bin = bins[at]!;
            const part = short(bin.count / counts.total, "percent", "");
            return tooltipLines(`${name}: ${names[at]}`, `${unit} ${write(bin.count)} (${part})`);
          }) as (items: never) => string),
          axisPointer: { type: "shadow", shadowStyle: { color: colour("muted"), opacity: 0.1 } },
        },
        xAxis: categoryAxis(names),
        yAxis: valueAxis({ format }, page),
        series: [
          {
            type: "bar",
            barCategoryGap: "6%",
            emphasis: { disabled: true },
            data: bins.map((bin, at) => ({
              value: bin.count,
              itemStyle: { color: colour("accent"), opacity: at === middle ? 1 : 0.65, borderRadius: [2, 2, 0, 0] },
            })),
            markLine: reference.markLine,
          },
        ],
      },
      describe: t("{1} by {2}: {3}", unit, inSentence(name), marks.map((mark) => mark.words).join(", ")),
      told,
      names: { y: unit, x: name },
      note: [t("{1} in all", write(counts.total)), ...marks.map((mark) => mark.words)].join(" · "),
    });
  };
};

/**
 * Equal bins with round ends; the first begins at a multiple of their width. A few values far off
 * would make them wide: what lies beyond nearly all of them is in the last bin.
 */
export function binned(of: readonly [number, number][], nearly: number, most: number, said: number): Bin[] {
  const low = of[0]![0];
  const last = of.at(-1)![0];
  const hasTail = last - low > 1.4 * (nearly - low);
  const high = hasTail ? nearly : last;
  const fits = (step: number) => Math.floor(high / step) - Math.floor(low / step) + 1 <= most;
  const width = said > 0 ? said : (STEPS.find(fits) ?? Math.ceil((high - low + 1) / most));
  const first = Math.floor(low / width);
  const bins = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, at): Bin => {
    const from = (first + at) * width;
    return { from, to: from + width - 1, count: 0, values: [], isOpen: false };
  });
  const end = bins.at(-1)!;
  if (hasTail && last > end.to) bins.push({ from: end.to + 1, to: Infinity, count: 0, values: [], isOpen: true });
  for (const [value, count] of of) {
    const bin = bins[Math.min(Math.floor(value / width) - first, bins.length - 1)]!;
    bin.count += count;
    bin.values.push(value);
  }
  return bins;
}
