// Rows that say how much goes from one thing to another: what Sankeys and networks are drawn from.

import { valueText } from "../dimensions";
import { exact } from "../format";
import { t } from "../i18n";
import type { Format } from "../metrics";
import type { Attributes, Page } from "../page";
import { cellTold, grouped, isFilter, rowsOf, sumOf, whyEmpty, wordsOf } from "../rows";
import type { Told } from "../told";

export type Link = { source: string; target: string; value: number; told: Told };

export type Links = {
  links: Link[];
  /** A thing's name for people; it is the name of a node as well. */
  name: (word: string) => string;
  text: (value: number) => string;
  /** Filters by a thing, if others on the page know it. */
  pick: (word: string) => void;
  isDim: (word: string) => boolean;
};

/** Sets a thing on the right apart from the same thing on the left. */
const RIGHT = "\u001e";

/** A thing whichever side it stands on. */
export const bare = (word: string): string => word.replace(RIGHT, "");

/**
 * `data={query} sourceCol= targetCol= valueCol=`, the largest first, or why there is nothing. With
 * `sides` each thing stands on the left, where it comes from, and once more on the right.
 */
export function linksOf(page: Page, attributes: Attributes): Links | string {
  const { sourceCol = "", targetCol = "", valueCol = "", fmt, data } = attributes;
  const { state } = page;
  const rows = rowsOf(page, attributes, sourceCol, targetCol);
  const links = [...(rows ? grouped(rows, sourceCol, targetCol) : [])].flatMap(([key, group]) => {
    const [source, target] = [wordsOf(key)[0]!, wordsOf(key)[1]!];
    const value = sumOf(rows!.table, valueCol, group);
    if (value === null || value <= 0) return [];
    const told = cellTold(rows!, valueCol, { [sourceCol]: [source], [targetCol]: [target] }, value);
    return [{ source, target: "sides" in attributes ? target + RIGHT : target, value, told }];
  });
  if (links.length === 0) return whyEmpty(page, rows, attributes.empty);
  links.sort((a, b) => b.value - a.value || a.source.localeCompare(b.source) || a.target.localeCompare(b.target));
  const sources = new Set(links.map((link) => link.source));
  const isSided = "sides" in attributes;
  // Left and right are the same thing before and after: what is filtered is what it is now.
  const columnOf = (word: string) => (!isSided && sources.has(word) ? sourceCol : targetCol);
  return {
    links,
    name: (word) => valueText(columnOf(word), bare(word)),
    text: (value) => exact(value, (fmt ?? "count") as Format, state.currency),
    pick: (word) => {
      const column = columnOf(word);
      if (isFilter(page, data ?? "", column)) state.toggle(column, bare(word));
    },
    isDim: (word) => {
      const chosen = [...(state.filters[sourceCol] ?? []), ...(state.filters[targetCol] ?? [])];
      return chosen.length > 0 && !chosen.includes(bare(word));
    },
  };
}

/** What is read out in a chart's stead: its largest parts. */
export function inWords(title: string, parts: readonly string[]): string {
  return t("{1}. The largest: {2}.", title, parts.slice(0, 5).join("; "));
}
