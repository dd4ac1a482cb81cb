// What lines and bars have in common: their tooltip, legend, marks and the gist of what they show.

import { exact, short } from "../format";
import { t } from "../i18n";
import type { Attributes, Page } from "../page";
import type { Event } from "./events";
import { EVENT_MARKS } from "./events";
import type { Choice } from "./card";
import { escape, tooltipMark } from "./kit";
import { colour } from "./kit";
import type { Plot, Run, Slot } from "./plot";

export type Item = { dataIndex: number };

/** Each run's value at a place of the axis, and their sum where they are stacked. */
export function slotTooltip(
  page: Page,
  plot: Plot,
  isStacked: boolean,
  more: (at: number) => string[] = () => [],
): (items: Item[] | Item) => string {
  const { currency } = page.state;
  return (items) => {
    const at = (Array.isArray(items) ? items[0]?.dataIndex : items.dataIndex) ?? 0;
    const slot = plot.slots[at];
    if (!slot) return "";
    const sum = plot.runs.reduce((total, run) => total + (run.values[at] ?? 0), 0);
    const known = plot.runs.filter((run) => run.values[at] !== null && run.values[at] !== undefined);
    const line = (run: Run) => {
      const value = exact(run.values[at] ?? null, run.quantity.format, currency);
      const share = isStacked && known.length > 1 && sum > 0 ? ` (${short(run.values[at]! / sum, "percent", "")})` : "";
      return tooltipMark(run.colour, `${run.name} ${value}${share}`);
    };
    return [
      `<b>${escape(slot.name)}</b>`,
      // Stacks are read from above.
      ...(isStacked ? [...known].reverse() : known).map(line),
      ...(isStacked && known.length > 1 ? [escape(`${t("Total")} ${exact(sum, plot.quantity.format, currency)}`)] : []),
      ...more(at).map(escape),
    ].join("<br>");
  };
}

/** The runs as a legend; where they are values of a dimension, each filters. */
export function runChoices(page: Page, plot: Plot, symbol: string): Choice[] {
  if (plot.runs.length < 2 && !plot.series) return [];
  const chosen = plot.series ? (page.state.filters[plot.series] ?? []) : [];
  return plot.runs.map((run) => ({
    name: run.name,
    isChosen: run.words.some((word) => chosen.includes(word)) && !run.isOthers,
    isDimmed: run.isDimmed,
    pick: plot.pickRun && !run.isOthers ? () => plot.pickRun!(run) : null,
    symbol,
    colour: run.colour,
  }));
}

/** The places of an axis of words, for the keyboard. */
export function slotChoices(page: Page, plot: Plot): Choice[] {
  const { by } = plot;
  if (!by) return [];
  const chosen = page.state.filters[by] ?? [];
  return plot.slots.map((slot) => ({
    name: slot.name,
    isChosen: !slot.isOthers && chosen.includes(slot.words[0]!),
    pick: slot.isOthers ? null : () => plot.pickSlot(slot),
  }));
}

/** What a chart says in a sentence. */
export function gist(page: Page, plot: Plot, name: string): string {
  const say = (value: number | null) => short(value, plot.quantity.format, page.state.currency);
  const sums: [Slot, number][] = plot.slots.flatMap((slot, at): [Slot, number][] => {
    const known = plot.runs.map((run) => run.values[at] ?? null).filter((value) => value !== null);
    if (known.length === 0) return [];
    if (plot.runs.length > 1 && !plot.quantity.isAdditive) return [[slot, Math.max(...known)]];
    return [[slot, known.reduce((a, b) => a + b, 0)]];
  });
  const [first, last] = [sums[0], sums.at(-1)];
  if (!first || !last) return name;
  if (plot.grain) {
    return t("{1}: from {2} ({3}) to {4} ({5})", name, say(first[1]), first[0].name, say(last[1]), last[0].name);
  }
  const top = sums.reduce((a, b) => (b[1] > a[1] ? b : a));
  return t("{1}: the highest is {2} with {3}", name, top[0].name, say(top[1]));
}

/** The kinds of event days in sight, for the legend. */
export function eventChoices(events: readonly Event[], symbol?: string): Choice[] {
  return Object.entries(EVENT_MARKS)
    .filter(([kind]) => events.some((event) => event.kind === kind))
    .map(([, mark]) => ({
      name: t(mark.label),
      isChosen: false,
      pick: null,
      symbol: symbol ?? mark.symbol,
      colour: colour(mark.colour),
    }));
}

/** `yMin` and `yMax`, and what the lines that a chart is read against need to be in sight. */
export function limits(attributes: Attributes, least = Infinity, most = -Infinity): object {
  const said = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const min = said(attributes.yMin);
  const max = said(attributes.yMax);
  return {
    ...(min !== undefined
      ? { min }
      : Number.isFinite(least)
        ? { min: (e: { min: number }) => (least < Math.min(0, e.min) ? least : undefined) }
        : {}),
    ...(max !== undefined
      ? { max }
      : Number.isFinite(most)
        ? { max: (e: { max: number }) => (most > e.max ? niceAbove(most) : undefined) }
        : {}),
  };
}

/** The next number above that ends an axis well. */
export function niceAbove(value: number): number {
  if (value <= 0) return value;
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil((value * 1.02) / step) * step;
}

/** Values as parts of what all runs make at their place. */
export function sharesOf(plot: Plot): (number | null)[][] {
  const sums = plot.slots.map((_, at) => plot.runs.reduce((sum, run) => sum + (run.values[at] ?? 0), 0));
  return plot.runs.map((run) =>
    run.values.map((value, at) => (value === null || !sums[at] ? null : value / sums[at])),
  );
}

/** Whether runs can be stacked: they add up, and as parts of a whole none is below zero. */
export function canStack(plot: Plot, isWhole: boolean): boolean {
  if (!plot.runs.every((run) => run.quantity.isAdditive)) return false;
  return !isWhole || plot.runs.every((run) => run.values.every((value) => (value ?? 0) >= 0));
}

