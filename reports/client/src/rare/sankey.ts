// <SankeyDiagram data={flows} sourceCol= targetCol= valueCol=/>: how much goes from where to where.

import { chartFrame, colour, palette, tooltip, tooltipLines } from "../charts/kit";
import { cut } from "../components/cells";
import { t } from "../i18n";
import { element } from "../page";
import type { Component } from "../page";
import { tell } from "../told";
import type { Link } from "./links";
import { bare, inWords, linksOf } from "./links";

/** Links without those that would lead round in a circle, which this drawing cannot show. */
function acyclic(links: readonly Link[]): { drawn: Link[]; left: Link[] } {
  const after = new Map<string, string[]>();
  const leads = (from: string, to: string): boolean =>
    from === to || (after.get(from) ?? []).some((next) => leads(next, to));
  const drawn: Link[] = [];
  const left: Link[] = [];
  for (const link of links) {
    if (leads(link.target, link.source)) left.push(link);
    else {
      after.set(link.source, [...(after.get(link.source) ?? []), link.target]);
      drawn.push(link);
    }
  }
  return { drawn, left };
}

export const SankeyDiagram: Component = (place, attributes, page) => {
  let pick: (word: string) => void = () => {};
  const frame = chartFrame(place, (mark) => {
    const word = (mark.data as { word?: string }).word;
    if (word !== undefined) pick(word);
  });
  const note = element("p", "note");
  place.append(note);
  return () => {
    const found = linksOf(page, attributes);
    note.textContent = "";
    if (typeof found === "string") {
      tell(place, []);
      frame.say(found);
      return;
    }
    const { links, name, text, isDim } = found;
    pick = found.pick;
    const { drawn, left } = acyclic(links);
    if (left.length) {
      note.textContent = t(
        "Not drawn, for it leads back: {1}.",
        left.map((link) => `${name(link.source)} → ${name(link.target)} (${text(link.value)})`).join("; "),
      );
    }
    const words = [...new Set(drawn.flatMap((link) => [link.source, link.target]))];
    // The same thing on both sides has the same colour.
    const things = [...new Set(words.map(bare))];
    const isNarrow = frame.width < 480;
    frame.show(
      {
        tooltip: tooltip("item", (item: { dataType: string; data: { words: [string, string]; word: string }; value: number }) =>
          tooltipLines(
            item.dataType === "edge" ? `${name(item.data.words[0])} → ${name(item.data.words[1])}` : name(item.data.word),
            text(item.value),
          ),
        ),
        series: [
          {
            type: "sankey",
            left: 4,
            right: isNarrow ? 100 : 130,
            top: 8,
            bottom: 8,
            nodeGap: isNarrow ? 8 : 12,
            nodeWidth: 14,
            emphasis: { focus: "adjacency" },
            draggable: false,
            data: words.map((word) => ({
              name: word,
              word,
              itemStyle: { color: palette(things.indexOf(bare(word))), opacity: isDim(word) ? 0.3 : 1, borderWidth: 0 },
            })),
            links: drawn.map(({ source, target, value }) => ({
              source, target, value, words: [source, target],
              lineStyle: { opacity: isDim(source) && isDim(target) ? 0.1 : 0.35 },
            })),
            lineStyle: { color: "source", curveness: 0.5 },
            label: {
              color: colour("text"),
              fontSize: 12,
              textBorderColor: colour("card"),
              textBorderWidth: 3,
              formatter: (item: { name: string }) => cut(name(item.name), isNarrow ? 14 : 22),
            },
          },
        ],
      },
      inWords(t("Flows"), drawn.map((link) => `${name(link.source)} → ${name(link.target)} ${text(link.value)}`)),
    );
    tell(place, drawn.map((link) => link.told));
  };
};
