// Lines and areas that a chart is read against: <ReferenceLine>, <ReferenceArea>, a target, event days.

import { date, short } from "../format";
import { t } from "../i18n";
import { here, label, metricOf } from "../page";
import type { Attributes, Component, Page } from "../page";
import { fromIso } from "../period";
import type { Told } from "../told";
import { metricTold } from "../told";
import type { Event } from "./events";
import { EVENT_MARKS } from "./events";
import { colour } from "./kit";
import type { Quantity } from "./plot";
import { rowsOf, wordOf } from "./rows";

const DAY_MS = 86_400_000;

/** What stands inside of a chart draws nothing by itself. */
const nothing: Component = (place) => {
  place.hidden = true;
  return () => {};
};
export const ReferenceLine = nothing;
export const ReferenceArea = nothing;

/** Where an axis has a value: days are moments on an axis of time. */
export type OnAxis = (said: string) => number | string | null;

export function onTime(said: string): number | null {
  const day = fromIso(said);
  return day === null ? null : day * DAY_MS;
}

/** The name of an upright line stands over it. */
const OVER = { position: "end", rotate: 0 };

type Marks = { markLine?: object; markArea?: object; told: Told[]; least: number; most: number };

/** What the chart's children and its `target` draw, with the values that have to be in sight. */
export function references(
  place: HTMLElement,
  page: Page,
  attributes: Attributes,
  quantity: Quantity,
  onX: OnAxis,
  isFlat = false,
): Marks {
  const told: Told[] = [];
  const lines: object[] = [];
  const areas: object[] = [];
  const levels: number[] = [];
  const [ofX, ofY] = isFlat ? ["yAxis", "xAxis"] : ["xAxis", "yAxis"];
  const across = (value: number, name: string | undefined, hasValue: boolean) => {
    levels.push(value);
    const text = short(value, quantity.format, page.state.currency);
    const full = name ? (hasValue ? `${name} ${text}` : name) : text;
    lines.push({ [ofY]: value, name: full, label: isFlat ? OVER : {} });
  };
  const upright = (said: string, name: string) => {
    const at = onX(said);
    if (at === null) return;
    const day = fromIso(said);
    lines.push({ [ofX]: at, name: name || (day === null ? said : date(day)), label: isFlat ? {} : OVER });
  };
  if (attributes.target && !Number.isNaN(Number(attributes.target))) {
    across(Number(attributes.target), t("Target"), true);
  }
  for (const child of place.querySelectorAll<HTMLElement>("[data-component^=Reference]")) {
    const said = JSON.parse(child.dataset.attributes ?? "{}") as Attributes;
    const name = said.label ? t(said.label) : "";
    if (child.dataset.component === "ReferenceLine") {
      for (const each of eachRow(page, said)) {
        const called = each.label ?? name;
        if (each.y !== undefined) {
          const value = valueOf(page, each.y, told);
          if (value !== null) across(value, called || nameOf(page, each.y), !("hideValue" in said));
        } else if (each.x !== undefined) upright(each.x, called);
      }
      continue;
    }
    for (const each of eachRow(page, said)) {
      const edges = [each.xMin, each.xMax].map((edge) => (edge === undefined ? undefined : onX(edge)));
      if (edges.includes(null)) continue;
      const [low, high] = [each.yMin, each.yMax].map((edge) => (edge === undefined ? undefined : Number(edge)));
      areas.push([
        {
          name: each.label ?? name,
          ...(edges[0] === undefined ? {} : { [ofX]: edges[0] }),
          ...(low === undefined ? {} : { [ofY]: low }),
        },
        {
          ...(edges[1] === undefined ? {} : { [ofX]: edges[1] }),
          ...(high === undefined ? {} : { [ofY]: high }),
        },
      ]);
    }
  }
  const text = { color: colour("text"), fontSize: 12, textBorderColor: colour("card"), textBorderWidth: 3 };
  return {
    told,
    least: Math.min(...levels),
    most: Math.max(...levels),
    ...(lines.length
      ? {
          markLine: {
            silent: true,
            symbol: "none",
            data: lines,
            lineStyle: { color: colour("text"), type: "dashed", width: 1.2 },
            label: { ...text, formatter: "{b}", position: "insideEndTop" },
          },
        }
      : {}),
    ...(areas.length
      ? {
          markArea: {
            silent: true,
            data: areas,
            itemStyle: { color: colour("muted"), opacity: 0.14 },
            label: { ...text, position: "insideTop" },
          },
        }
      : {}),
  };
}

function valueOf(page: Page, said: string, told: Told[]): number | null {
  const number = Number(said);
  if (!Number.isNaN(number)) return number;
  const where = here(page);
  const value = page.calculator.value(metricOf(page, said), page.state.span, where);
  told.push(metricTold(said, page.state.span, where, value));
  return value;
}

function nameOf(page: Page, said: string): string {
  return Number.isNaN(Number(said)) ? label(metricOf(page, said)) : "";
}

/** With `data` the attributes name columns: one line or area for each row. */
function eachRow(page: Page, said: Attributes): Attributes[] {
  if (!said.data) return [said.label ? { ...said, label: t(said.label) } : said];
  const from = rowsOf(page, { ...said, whole: "" }, []);
  if (typeof from === "string") return [];
  const columns = Object.entries(said).filter(([name]) => name !== "data" && name !== "hideValue");
  return from.rows.map((row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, wordOf(from.table, column, row)])),
  );
}

/** Shades the event days of a chart whose axis is time; days that follow each other are one. */
export function eventAreas(events: readonly Event[]): object[] {
  const areas: { kind: string; from: number; to: number }[] = [];
  for (const event of [...events].sort((a, b) => a.kind.localeCompare(b.kind) || a.day - b.day)) {
    const before = areas.at(-1);
    if (before && before.kind === event.kind && event.day <= before.to + 1) before.to = event.day;
    else areas.push({ kind: event.kind, from: event.day, to: event.day });
  }
  return areas.map(({ kind, from, to }) => [
    {
      xAxis: (from - 0.5) * DAY_MS,
      itemStyle: { color: colour(EVENT_MARKS[kind]?.colour ?? "muted"), opacity: 0.13 },
    },
    { xAxis: (to + 0.5) * DAY_MS },
  ]);
}
