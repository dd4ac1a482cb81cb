// <BoxPlot metric=orders by=delivery_days series=channel_name>: the exact percentiles 5, 25, 50, 75
// and 95 of a column of counted values, for each value of a dimension; over rows, those that columns
// hold (`min`, `intervalBottom`, `midpoint`, `intervalTop`, `max`, as in Evidence).

import { dimensionLabel } from "../dimensions";
import { exact } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import type { Attributes, Component, Page } from "../page";
import type { Told } from "../told";
import type { Choice } from "./card";
import { chartCard } from "./card";
import { counted, percentile } from "./counts";
import { GRID, categoryAxis, colour, tooltip, tooltipLines, valueAxis } from "./kit";
import { references } from "./reference";
import { cellTold, columnLabel, formatOf, isFilter, rowsOf, wordOf, wordText } from "./rows";

const PARTS = [0.05, 0.25, 0.5, 0.75, 0.95];

type Box = { word: string; name: string; values: number[]; total: number | null };
type Boxes = { boxes: Box[]; name: string; format: Format; by: string | null; canPick: boolean; told: Told[] };

export const BoxPlot: Component = (place, attributes, page) => {
  const card = chartCard(place, attributes);
  return () => {
    const found = attributes.midpoint ? ofColumns(page, attributes) : ofCounts(page, attributes);
    if (typeof found === "string") return card.say(found);
    const { boxes, format, by } = found;
    const { state } = page;
    const chosen = by ? (state.filters[by] ?? []) : [];
    const write = (value: number) => exact(value, format, state.currency);
    const shade = colour("accent");
    const reference = references(place, page, attributes, { label: found.name, format, isAdditive: false }, (said) => said);
    const pick = (box: Box | undefined) => {
      if (box && by && found.canPick) state.toggle(by, box.word);
    };
    const axis = categoryAxis(boxes.map((box) => box.name)) as { axisLabel: object };
    const room = Math.max(30, Math.floor((card.width - 60) / boxes.length) - 6);
    // Lying boxes leave names the room that a phone has not beside each other.
    const isFlat = boxes.length > 1 && room < 70;
    axis.axisLabel = { ...axis.axisLabel, interval: 0, width: isFlat ? Math.min(130, card.width * 0.34) : room, overflow: "truncate", hideOverlap: false };
    const order = isFlat ? [...boxes].reverse() : boxes;
    const upward = { ...valueAxis({ format }, page), ...(isFlat ? { splitNumber: 4 } : {}) };
    const choices: Choice[] = found.canPick && by
      ? boxes.map((box) => ({ name: box.name, isChosen: chosen.includes(box.word), pick: () => pick(box) }))
      : [];
    const first = boxes[0]!;
    card.show({
      option: {
        grid: GRID,
        tooltip: tooltip("item", ((item: { dataIndex: number }) => {
          const box = order[item.dataIndex];
          if (!box) return "";
          const said = attributes.midpoint
            ? box.values.map(write)
            : box.values.map((value, at) => t("{1}% up to {2}", String(Math.round(PARTS[at]! * 100)), write(value)));
          const total = box.total === null ? [] : [t("{1} in all", exact(box.total, "count", ""))];
          return tooltipLines(box.name, ...[...said].reverse(), ...total);
        }) as (items: never) => string),
        xAxis: isFlat ? upward : axis,
        yAxis: isFlat ? axis : upward,
        series: [
          {
            type: "boxplot",
            boxWidth: [12, 46],
            emphasis: { disabled: true },
            data: order.map((box) => ({
              value: box.values,
              itemStyle: {
                color: `color-mix(in srgb, ${shade} 28%, ${colour("card")})`,
                borderColor: shade,
                borderWidth: 1.6,
                opacity: chosen.length && !chosen.includes(box.word) ? 0.3 : 1,
              },
            })),
            markLine: reference.markLine,
          },
        ],
      },
      describe: t("{1}: of {2} half are up to {3}", found.name, first.name, write(first.values[2]!)),
      told: [...found.told, ...reference.told],
      marks: choices,
      height: isFlat ? Math.max(140, boxes.length * 40 + 50) : undefined,
      names: {
        y: isFlat ? undefined : found.name,
        x: isFlat ? found.name : by ? dimensionLabel(by) : undefined,
      },
      note: attributes.midpoint ? undefined : t("A box holds the middle half; its line is the median, its ends are 5% and 95%."),
      onMark: (mark) => pick(order[mark.dataIndex]),
    });
  };
};

function ofCounts(page: Page, attributes: Attributes): Boxes | string {
  const found = counted(page, attributes);
  if (typeof found === "string") return found;
  const groups = found.groups.slice(0, Number(attributes.limit ?? 12));
  const boxes = groups.map((group) => ({
    word: group.word,
    name: group.name,
    values: PARTS.map((part) => percentile(group, part)),
    total: group.total,
  }));
  return {
    boxes,
    name: attributes.yAxisTitle ? t(attributes.yAxisTitle) : found.name,
    format: "count",
    by: found.series,
    canPick: found.series !== null && (!attributes.data || isFilter(page, attributes.data, found.series)),
    told: groups.flatMap((group, at) => [
      ...PARTS.flatMap((part, p) => group.percentileTold(part, boxes[at]!.values[p]!)),
      ...group.countTold(group.of.map(([value]) => value), group.total),
    ]),
  };
}

function ofColumns(page: Page, attributes: Attributes): Boxes | string {
  const { name = "", midpoint = "" } = attributes;
  const from = rowsOf(page, attributes, [name]);
  if (typeof from === "string") return from;
  const { table } = from;
  const [bottom = "", top = ""] = [attributes.intervalBottom, attributes.intervalTop];
  const columns = [attributes.min ?? bottom, bottom, midpoint, top, attributes.max ?? top];
  const told: Told[] = [];
  const boxes: Box[] = [];
  for (const row of from.rows) {
    const values = columns.map((column) => table.number(column, row));
    if (values.some((value) => value === null)) continue;
    const word = wordOf(table, name, row);
    boxes.push({ word, name: wordText(table, name, word), values: values as number[], total: null });
    for (const [at, column] of columns.entries()) told.push(cellTold(from, column, { [name]: [word] }, values[at]!));
  }
  if (boxes.length === 0) return t("There are no rows.");
  const isWords = table.kind(name) === "text";
  return {
    boxes,
    name: attributes.yAxisTitle ? t(attributes.yAxisTitle) : columnLabel(midpoint),
    format: formatOf(table, midpoint, attributes.yFmt),
    by: isWords ? name : null,
    canPick: isWords && isFilter(page, from.query, name),
    told,
  };
}
