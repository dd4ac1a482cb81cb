// <Treemap metric=gmv by="category,product_name"/>: areas as large as their values, within one
// another. With `data={query} nameCol= valueCol=` each value of a column is an area.

import { chartFrame, colour, palette, tooltip, tooltipLines } from "../charts/kit";
import { valueText } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import { cellTold, grouped, isFilter, rowsOf, sumOf, whyEmpty } from "../rows";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { inWords } from "./links";

type Leaf = { words: string[]; value: number; told: Told };
type Content = { leaves: Leaf[]; dimensions: string[]; format: Format; what: string; picks: boolean };

/** A node as the library takes it; `words` lead from the root to it. */
type Node = { name: string; words: string[]; value: number; itemStyle: object; children?: Node[] };

function fromMetric(page: Page, attributes: Attributes): Content | string {
  const { state, calculator } = page;
  const metric = metricOf(page, attributes.metric);
  const dimensions = (attributes.by ?? "").split(",").map((name) => name.trim());
  const where = here(page, ...dimensions);
  const leaves = calculator.cells(metric, state.span, where, { by: dimensions }).flatMap(({ words, value }) => {
    if (value === null) return [];
    const row = Object.fromEntries(dimensions.map((name, at) => [name, [words[at]!]]));
    return [{ words, value, told: metricTold(metric.name, state.span, { ...where, ...row }, value) }];
  });
  const { empty } = attributes;
  if (leaves.length === 0) return empty ? t(empty) : whyNot(page, metric, dimensions, dimensions);
  return { leaves, dimensions, format: metric.format, what: label(metric), picks: true };
}

function fromRows(page: Page, attributes: Attributes): Content | string {
  const { nameCol = "", valueCol = "", data, fmt, empty } = attributes;
  const rows = rowsOf(page, attributes, nameCol);
  const leaves = [...(rows ? grouped(rows, nameCol) : [])].flatMap(([word, group]) => {
    const value = sumOf(rows!.table, valueCol, group);
    return value === null ? [] : [{ words: [word], value, told: cellTold(rows!, valueCol, { [nameCol]: [word] }, value) }];
  });
  if (leaves.length === 0) return whyEmpty(page, rows, empty);
  const picks = isFilter(page, data ?? "", nameCol);
  return { leaves, dimensions: [nameCol], format: (fmt ?? "count") as Format, what: t("Shares"), picks };
}

/** A colour laid thinly over the card's, on which the page's text can be read. */
function tint(of: string, share: number): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [above, below] = [parts(of), parts(colour("card"))];
  return `rgb(${above.map((part, at) => Math.round(part * share + below[at]! * (1 - share))).join(", ")})`;
}

/** An area below this share of all has no room for its name; the tooltip tells it. */
const NAMED = 0.025;

export const Treemap: Component = (place, attributes, page) => {
  const { state } = page;
  let content: Content | string = "";
  const frame = chartFrame(place, (mark) => {
    const words = (mark.data as { words?: string[] } | null)?.words;
    if (!words?.length || typeof content === "string" || !content.picks) return;
    state.toggle(content.dimensions[words.length - 1]!, words.at(-1)!);
  });
  const note = element("p", "note");
  place.append(note);
  return () => {
    content = attributes.metric ? fromMetric(page, attributes) : fromRows(page, attributes);
    note.textContent = "";
    if (typeof content === "string") {
      tell(place, []);
      frame.say(content);
      return;
    }
    const { leaves, dimensions, format, what } = content;
    const isDim = (words: string[]) =>
      dimensions.some((name, at) => {
        const chosen = state.filters[name];
        return chosen && words[at] !== undefined && !chosen.includes(words[at]);
      });
    const text = (value: number) => exact(value, format, state.currency);
    const drawn = leaves.filter((leaf) => leaf.value > 0);
    const left = leaves.filter((leaf) => leaf.value < 0);
    if (left.length) {
      const names = left.map((leaf) => `${valueText(dimensions.at(-1)!, leaf.words.at(-1)!)} ${text(leaf.value)}`);
      note.textContent = t("Less than nothing, and so without an area: {1}.", names.join("; "));
    }
    const build = (some: Leaf[], depth: number, shade: string): Node[] => {
      const groups = new Map<string, Leaf[]>();
      for (const leaf of some) {
        const word = leaf.words[depth]!;
        groups.set(word, [...(groups.get(word) ?? []), leaf]);
      }
      return [...groups]
        .map(([word, group]) => ({ word, group, value: group.reduce((sum, leaf) => sum + leaf.value, 0) }))
        .sort((a, b) => b.value - a.value || a.word.localeCompare(b.word))
        .map(({ word, group, value }, at) => {
          const own = depth === 0 ? palette(at) : shade;
          const words = group[0]!.words.slice(0, depth + 1);
          const children = depth + 1 < dimensions.length ? build(group, depth + 1, own) : undefined;
          return {
            name: valueText(dimensions[depth]!, word),
            words,
            value,
            itemStyle: { color: tint(own, 0.4), opacity: isDim(words) ? 0.4 : 1 },
            ...(children ? { children } : {}),
          };
        });
    };
    const nodes = build(drawn, 0, palette(0));
    const whole = nodes.reduce((sum, node) => sum + node.value, 0);
    const isNested = dimensions.length > 1;
    const parent = {
      itemStyle: { gapWidth: 1, borderWidth: 2, borderColor: colour("line") },
      upperLabel: { show: isNested, height: 22, color: colour("text"), fontSize: 12, fontWeight: 600 },
    };
    frame.show(
      {
        tooltip: tooltip("item", (item: { data: Node }) =>
          item.data?.words ? tooltipLines(item.data.words.map((w, at) => valueText(dimensions[at]!, w)).join(" › "), text(item.data.value)) : "",
        ),
        series: [
          {
            type: "treemap",
            left: 0, right: 0, top: 0, bottom: 0,
            roam: false,
            nodeClick: false,
            breadcrumb: { show: false },
            data: nodes,
            itemStyle: { borderColor: colour("card"), gapWidth: 1 },
            levels: [{ itemStyle: { gapWidth: 3 } }, ...(isNested ? [parent] : [])],
            label: {
              color: colour("text"),
              fontSize: 12,
              overflow: "truncate",
              formatter: (item: { name: string; value: number }) =>
                item.value < NAMED * whole ? "" : `${item.name}\n${short(item.value, format, state.currency)}`,
            },
          },
        ],
      },
      inWords(what, nodes.map((node) => `${node.name} ${text(node.value)}`)),
    );
    tell(place, leaves.map((leaf) => leaf.told));
  };
};
