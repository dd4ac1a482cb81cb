// <NetworkGraph data={pairs} sourceCol= targetCol= valueCol=/>: what goes together, in a ring. Only
// the strongest links are drawn (`limit=`), and the page says how many there are.

import { chartFrame, colour, palette, tooltip, tooltipLines } from "../charts/kit";
import { t } from "../i18n";
import { element } from "../page";
import type { Component } from "../page";
import { tell } from "../told";
import { inWords, linksOf } from "./links";

const MOST = 40;
/** Letters of a name, of which each takes so many pixels; the ring inside the names. */
const LETTERS = 26, LETTERS_NARROW = 14, LETTER = 5.8, RING = 280;

/** A name's beginning and end: of products that begin alike the end tells which is which. */
function ends(name: string, letters: number): string {
  const all = [...name];
  if (all.length <= letters) return name;
  const half = Math.floor((letters - 1) / 2);
  return `${all.slice(0, letters - 1 - half).join("").trimEnd()}…${all.slice(-half).join("").trimStart()}`;
}

export const NetworkGraph: Component = (place, attributes, page) => {
  const limit = Number(attributes.limit ?? MOST);
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
    const { name, text, isDim } = found;
    pick = found.pick;
    const links = found.links.filter((link) => link.source !== link.target).slice(0, limit);
    if (links.length < found.links.length) {
      note.textContent = t("The {1} strongest of {2} links.", String(links.length), String(found.links.length));
    }
    const sizes = new Map<string, number>();
    for (const { source, target, value } of links) {
      for (const word of [source, target]) sizes.set(word, (sizes.get(word) ?? 0) + value);
    }
    const most = Math.max(...sizes.values());
    const strongest = Math.max(...links.map((link) => link.value));
    // The names stand around the ring, at the top and the bottom upright: all need room.
    const letters = frame.width < 480 ? LETTERS_NARROW : LETTERS;
    const longest = Math.max(0, ...[...sizes.keys()].map((word) => ends(name(word), letters).length));
    const around = 24 + Math.round(longest * LETTER);
    frame.show(
      {
        tooltip: tooltip("item", (item: { dataType: string; data: { words: [string, string]; word: string; amount: number } }) =>
          tooltipLines(
            item.dataType === "edge" ? `${name(item.data.words[0])} + ${name(item.data.words[1])}` : name(item.data.word),
            text(item.data.amount),
          ),
        ),
        series: [
          {
            type: "graph",
            layout: "circular",
            circular: { rotateLabel: true },
            left: around, right: around, top: around, bottom: around,
            emphasis: { focus: "adjacency" },
            data: [...sizes].map(([word, size], at) => ({
              name: word,
              word,
              amount: size,
              symbolSize: 8 + 20 * Math.sqrt(size / most),
              itemStyle: { color: palette(at), opacity: isDim(word) ? 0.3 : 1 },
            })),
            links: links.map(({ source, target, value }) => ({
              source, target, amount: value, words: [source, target],
              lineStyle: { width: 1 + 5 * (value / strongest), opacity: isDim(source) && isDim(target) ? 0.1 : 0.45 },
            })),
            lineStyle: { color: "source", curveness: 0.2 },
            label: {
              show: true,
              color: colour("text"),
              fontSize: 12,
              formatter: (item: { name: string }) => ends(name(item.name), letters),
            },
          },
        ],
      },
      inWords(t("What goes together"), links.map((link) => `${name(link.source)} + ${name(link.target)} ${text(link.value)}`)),
      2 * around + Math.min(RING, frame.width - 2 * around),
    );
    tell(place, links.map((link) => link.told));
  };
};
