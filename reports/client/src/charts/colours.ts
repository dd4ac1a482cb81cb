// One value, one colour, in all charts of a page and under all filters.

import { colour, palette } from "./kit";

const COLOURS = 7; // the eighth is for the others
const given = new Map<string, number>();

/** Colours for the values of a dimension: those they had before, and none twice in one chart. */
export function colourOf(dimension: string, words: readonly string[]): string[] {
  const taken = new Set<number>();
  const wanted = words.map((word) => given.get(`${dimension}\u001f${word}`));
  const free = () => {
    let at = 0;
    while (taken.has(at)) at++;
    return at;
  };
  for (const at of wanted) if (at !== undefined) taken.add(at);
  const used = new Set<number>();
  return words.map((word, i) => {
    let at = wanted[i];
    if (at === undefined || used.has(at)) {
      at = free();
      taken.add(at);
    }
    used.add(at);
    const key = `${dimension}\u001f${word}`;
    if (!given.has(key)) given.set(key, at % COLOURS);
    return palette(at % COLOURS);
  });
}

export function othersColour(): string {
  return colour("series-8");
}
