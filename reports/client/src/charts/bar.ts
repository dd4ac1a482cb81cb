// <BarChart>: over time with growth (`grain=quarter`), or by a dimension (`by=channel_name`).

import { valueText, isOrdered } from "../dimensions";
import { bucketName, change, exact, short } from "../format";
import type { Change } from "../format";
import { t } from "../i18n";
import type { Metric, Point } from "../metrics";
import { here, label, metricsOf, whyNot } from "../page";
import type { Component, Page } from "../page";
import type { Grain } from "../period";
import { nextStart, startOf } from "../period";
import { metricTold, tell } from "../told";
import { bucketSpan } from "./line";
import { GRID, categoryAxis, chartFrame, colour, tooltip, tooltipLines, valueAxis } from "./kit";

export const BarChart: Component = (place, attributes, page) =>
  attributes.by ? byDimension(place, attributes, page) : overTime(place, attributes, page);

/**
 * The metric per quarter over all the data, with its growth. A quarter that is not over is compared
 * with the same days of the one before; one that began before the data did is compared with nothing.
 */
const overTime: Component = (place, attributes, page) => {
  const metrics = metricsOf(page, attributes);
  const grain = (attributes.grain ?? "quarter") as Grain;
  let points: Point[] = [];
  const frame = chartFrame(place, (mark) => {
    const point = points[mark.dataIndex];
    if (point) page.state.zoom(bucketSpan(grain, point.start, page.state.whole));
  });
  return () => {
    const { state, calculator } = page;
    const { whole } = state;
    const where = here(page);
    const metric = metrics.find((m) => state.world && calculator.value(m, whole, where) !== null);
    if (!metric) {
      tell(place, []);
      frame.say(attributes.empty ? t(attributes.empty) : whyNot(page, metrics[0]!));
      return;
    }
    // As many as have room for their growth above them.
    points = calculator.series(metric, whole, grain, where).slice(frame.width < 480 ? -6 : -12);
    const growths = points.map((point) => growth(page, metric, grain, point));
    place.dataset.growth = JSON.stringify(growths.map((grown) => grown?.value ?? null));
    const accent = colour("accent");
    const names = points.map((point) => bucketName(grain, point.start));
    const isOpen = points.map((point) => nextStart(grain, point.start) - 1 > whole.to);
    frame.show(
      {
        grid: { ...GRID, right: 12, top: 28 },
        tooltip: tooltip("axis", (items: { dataIndex: number }[]) => {
          const at = items[0]?.dataIndex ?? 0;
          const grown = growths[at] ?? null;
          return tooltipLines(
            isOpen[at] ? t("{1} to date", names[at]!) : names[at]!,
            `${label(metric)} ${exact(points[at]!.value, metric.format, state.currency)}`,
            grown === null
              ? t("nothing whole before to compare with")
              : t(isOpen[at] ? "{1} on the same days before" : "{1} on the one before", grown.text),
          );
        }),
        xAxis: categoryAxis(names.map((name, at) => (isOpen[at] ? `${name}*` : name))),
        yAxis: valueAxis(metric, page),
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
      },
      t("{1} over time", label(metric)),
    );
    tell(
      place,
      points.map((point) =>
        metricTold(metric.name, bucketSpan(grain, point.start, whole), where, point.value),
      ),
    );
  };
};

function growth(page: Page, metric: Metric, grain: Grain, point: Point): Change | null {
  const { whole } = page.state;
  const to = Math.min(nextStart(grain, point.start) - 1, whole.to);
  const start = startOf(grain, point.start - 1);
  if (start < whole.from) return null;
  const isOpen = to === whole.to && to < nextStart(grain, point.start) - 1;
  const end = isOpen ? Math.min(start + (to - point.start), point.start - 1) : point.start - 1;
  const where = here(page);
  const now = page.calculator.value(metric, { from: point.start, to }, where);
  const before = page.calculator.value(metric, { from: start, to: end }, where);
  return change(now, before, metric.format);
}

/** The metric for each value of a dimension; a click filters the page by it. */
const byDimension: Component = (place, attributes, page) => {
  const metrics = metricsOf(page, attributes);
  const dimension = attributes.by!;
  const limit = Number(attributes.limit ?? 12);
  const isFlat = "horizontal" in attributes;
  let words: string[] = [];
  const frame = chartFrame(place, (mark) => {
    const word = words[mark.dataIndex];
    if (word !== undefined) page.state.toggle(dimension, word);
  });
  return () => {
    const { state, calculator } = page;
    const where = here(page, dimension);
    const metric = metrics[0]!;
    const chosen = state.filters[dimension] ?? [];
    const found = [...calculator.by(metric, dimension, state.span, where)].filter(([, v]) => v !== null);
    if (found.length === 0) {
      tell(place, []);
      frame.say(attributes.empty ? t(attributes.empty) : whyNot(page, metric, [dimension], [dimension]));
      return;
    }
    found.sort((a, b) =>
      isOrdered(dimension)
        ? a[0].localeCompare(b[0], "en", { numeric: true })
        : b[1]! - a[1]! || a[0].localeCompare(b[0]),
    );
    const shown = found.slice(0, limit);
    if (isFlat) shown.reverse(); // the library draws from below
    words = shown.map(([word]) => word);
    const names = words.map((word) => valueText(dimension, word));
    const axes = [categoryAxis(names), valueAxis(metric, page)];
    frame.show(
      {
        grid: GRID,
        tooltip: tooltip("item", (item: { dataIndex: number }) =>
          tooltipLines(
            names[item.dataIndex]!,
            `${label(metric)} ${exact(shown[item.dataIndex]![1], metric.format, state.currency)}`,
          ),
        ),
        xAxis: isFlat ? axes[1] : axes[0],
        yAxis: isFlat ? axes[0] : axes[1],
        series: [
          {
            type: "bar",
            barMaxWidth: 36,
            data: shown.map(([word, value]) => ({
              value,
              itemStyle: {
                color: colour("accent"),
                opacity: chosen.length && !chosen.includes(word) ? 0.3 : 1,
              },
            })),
            label: {
              show: shown.length <= 16,
              position: isFlat ? "right" : "top",
              color: colour("muted"),
              fontSize: 12,
              formatter: (item: { dataIndex: number }) =>
                short(shown[item.dataIndex]![1], metric.format, state.currency),
            },
            labelLayout: { hideOverlap: true },
          },
        ],
      },
      t("{1} by {2}", label(metric), dimension),
    );
    tell(
      place,
      shown.map(([word, value]) =>
        metricTold(metric.name, state.span, { ...where, [dimension]: [word] }, value),
      ),
    );
  };
};
