// <PieChart metric=gmv by=channel_name>: a few parts of a whole, as a ring with the whole in it.

import { dimensionLabel } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import { metricOf } from "../page";
import type { Component, Page } from "../page";
import type { Attributes } from "../page";
import { element } from "../page";
import { chartCard } from "./card";
import { colourOf, othersColour } from "./colours";
import { colour, tooltip, tooltipLines } from "./kit";
import type { Plot } from "./plot";
import { dataPlot, metricPlot } from "./plot";
import { gist } from "./xy";

/** More slices than these are not told apart. */
const SLICES = 6;

export const PieChart: Component = (place, attributes, page) => {
  const card = chartCard(place, attributes);
  const middle = element("div", "pie-middle");
  middle.setAttribute("aria-hidden", "true");
  return () => {
    const plot = plotOf(page, attributes);
    if (typeof plot === "string") return card.say(plot);
    const { quantity, by } = plot;
    if (!quantity.isAdditive) return card.say(t("{1} does not add up: it has no parts.", quantity.label));
    const values = plot.runs[0]!.values;
    if (values.some((value) => (value ?? 0) < 0)) {
      return card.say(t("{1} is below zero in places: it has no parts of a whole.", quantity.label));
    }
    const { state } = page;
    const sum = values.reduce((total: number, value) => total + (value ?? 0), 0);
    const shades = colourOf(by ?? "", plot.slots.filter((slot) => !slot.isOthers).map((slot) => slot.words[0]!));
    const shadeOf = (at: number) => (plot.slots[at]!.isOthers ? othersColour() : shades[at]!);
    const part = (at: number) => short(sum ? (values[at] ?? 0) / sum : null, "percent", "");
    const chosen = by ? (state.filters[by] ?? []) : [];
    card.show({
      option: {
        tooltip: tooltip("item", ((item: { dataIndex: number }) =>
          tooltipLines(
            plot.slots[item.dataIndex]!.name,
            `${quantity.label} ${exact(values[item.dataIndex] ?? null, quantity.format, state.currency)}`,
            part(item.dataIndex),
          )) as (items: never) => string),
        series: [
          {
            type: "pie",
            radius: ["52%", "88%"],
            startAngle: 90,
            emphasis: { disabled: true },
            data: plot.slots.map((slot, at) => ({
              value: values[at] ?? 0,
              name: slot.name,
              itemStyle: {
                color: shadeOf(at),
                opacity: slot.isDimmed ? 0.28 : 1,
                borderColor: colour("card"),
                borderWidth: 2,
              },
            })),
            label: {
              show: true,
              position: "inside",
              color: colour("card"),
              fontSize: 12,
              fontWeight: 600,
              // A thin slice has no room for its part: the legend says it.
              formatter: (item: { dataIndex: number }) => (sum && (values[item.dataIndex] ?? 0) / sum >= 0.07 ? part(item.dataIndex) : ""),
            },
            labelLine: { show: false },
          },
        ],
      },
      describe: gist(page, plot, t("{1} by {2}", quantity.label, by ? dimensionLabel(by).toLowerCase() : "")),
      told: plot.told,
      legend: plot.slots.map((slot, at) => ({
        name: slot.name,
        detail: part(at),
        isChosen: !slot.isOthers && chosen.includes(slot.words[0]!),
        isDimmed: slot.isDimmed,
        pick: by && !slot.isOthers ? () => plot.pickSlot(slot) : null,
        symbol: "square",
        colour: shadeOf(at),
      })),
      height: card.width < 480 ? 220 : 260,
      onMark: (mark) => plot.pickSlot(plot.slots[mark.dataIndex]),
    });
    const canvas = place.querySelector(".chart");
    middle.replaceChildren(element("b", "", short(sum, quantity.format, state.currency)), element("span", "", quantity.label));
    if (middle.parentElement !== canvas) canvas?.append(middle);
  };
};

function plotOf(page: Page, attributes: Attributes): Plot | string {
  const limit = Number(attributes.limit ?? SLICES);
  if (attributes.data) return dataPlot(page, { ...attributes, series: "" }, limit);
  const metric = metricOf(page, attributes.metric);
  return metricPlot(page, metric, { by: attributes.by, grain: "day", span: page.state.span, limit });
}
