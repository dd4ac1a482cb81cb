// <AreaMap metric=gmv by=province/>: provinces as squares about where they lie, coloured by a metric
// (or by `value=` of the rows of `data={query} areaCol=province`). `map=thailand` or `map=brazil`
// where the values do not say it themselves. What is on no map stands in a list beside it, with the
// `rows` largest.

import { dimensionLabel, valueText } from "../dimensions";
import { exact, short } from "../format";
import { t } from "../i18n";
import { BRAZIL } from "../map/brazil";
import type { Place } from "../map/grid";
import { placesOf, plain } from "../map/grid";
import { THAILAND } from "../map/thailand";
import type { Format } from "../metrics";
import { element, here, label, metricOf, whyNot } from "../page";
import type { Attributes, Component, Page } from "../page";
import { cellTold, grouped, isFilter, rowsOf, sumOf, whyEmpty } from "../rows";
import type { Told } from "../told";
import { metricTold, tell } from "../told";
import { cellButton, heatFoot, heatLegend, heatOf, replaceKeeping, walkable, warm } from "./cells";

type Area = { word: string; value: number; told: Told };
type Content = { areas: Area[]; format: Format; what: string } | { says: string };

const MAPS: Record<string, typeof THAILAND> = { thailand: THAILAND, brazil: BRAZIL };

function fromMetric(page: Page, attributes: Attributes, dimension: string): Content {
  const { state, calculator } = page;
  const metric = metricOf(page, attributes.metric);
  const where = here(page, dimension);
  const areas = [...calculator.by(metric, dimension, state.span, where)].flatMap(([word, value]) => {
    if (value === null) return [];
    return [{ word, value, told: metricTold(metric.name, state.span, { ...where, [dimension]: [word] }, value) }];
  });
  const { empty } = attributes;
  if (areas.length === 0) return { says: empty ? t(empty) : whyNot(page, metric, [dimension], [dimension]) };
  return { areas, format: metric.format, what: label(metric) };
}

function fromRows(page: Page, attributes: Attributes, dimension: string): Content {
  const { value = "", fmt, empty } = attributes;
  const rows = rowsOf(page, attributes, dimension);
  const areas = [...(rows ? grouped(rows, dimension) : [])].flatMap(([word, group]) => {
    const sum = sumOf(rows!.table, value, group);
    return sum === null ? [] : [{ word, value: sum, told: cellTold(rows!, value, { [dimension]: [word] }, sum) }];
  });
  if (areas.length === 0) return { says: whyEmpty(page, rows, empty) };
  return { areas, format: (fmt ?? "count") as Format, what: t(value.replaceAll("_", " ")) };
}

/** The places of a map by the ways in which they may be named. */
function namesOf(lines: typeof THAILAND): Map<string, Place> {
  return new Map(
    placesOf(lines).flatMap((place) => [[plain(place.name), place], [plain(place.short), place]] as const),
  );
}

/** The map that knows most of the values. */
function mapOf(areas: readonly Area[], wanted: string | undefined): typeof THAILAND {
  if (wanted && MAPS[wanted]) return MAPS[wanted];
  const known = (lines: typeof THAILAND) => {
    const names = namesOf(lines);
    return areas.filter(({ word }) => names.has(plain(word))).length;
  };
  return known(BRAZIL) > known(THAILAND) ? BRAZIL : THAILAND;
}

export const AreaMap: Component = (place, attributes, page) => {
  const dimension = attributes.areaCol ?? attributes.by ?? "province";
  const { state } = page;
  const frame = element("div", "area-frame");
  const foot = heatFoot();
  place.append(frame);
  const ready = walkable(frame, foot.says);

  return () => {
    const content = attributes.metric
      ? fromMetric(page, attributes, dimension)
      : fromRows(page, attributes, dimension);
    if ("says" in content) {
      frame.replaceChildren(element("p", "empty", content.says));
      tell(place, []);
      return;
    }
    const { areas, format, what } = content;
    const chosen = state.filters[dimension] ?? [];
    const lines = mapOf(areas, attributes.map);
    const names = namesOf(lines);
    const byPlace = new Map<string, Area>();
    const elsewhere: Area[] = [];
    for (const area of areas) {
      const name = names.get(plain(area.word))?.name;
      if (name === undefined || byPlace.has(name)) elsewhere.push(area);
      else byPlace.set(name, area);
    }
    const isAmount = format === "money" || format === "count";
    const heat = heatOf([...byPlace.values()].map((area) => area.value), isAmount);
    const grid = element("div", "area-grid");
    grid.setAttribute("role", "group");
    grid.setAttribute("aria-label", t("{1} by {2}", what, dimensionLabel(dimension)));
    for (const square of placesOf(lines)) {
      const area = byPlace.get(square.name);
      const text = exact(area?.value ?? null, format, state.currency);
      const name = valueText(dimension, area?.word ?? square.name);
      const cell = cellButton(`${name}: ${text}`, square.column, square.row, square.name);
      cell.style.gridArea = `${square.row} / ${square.column}`;
      cell.textContent = square.short;
      warm(cell, heat.of(area?.value ?? null));
      mark(cell, area?.word ?? square.name);
      grid.append(cell);
    }
    const side = element("div", "area-side");
    const most = Number(attributes.rows ?? 12);
    if (most) side.append(ranked([...byPlace.values()], t("Most"), most));
    if (elsewhere.length) side.append(ranked(elsewhere, t("Not on the map"), Infinity));
    const left = element("div", "area-left");
    left.append(grid, foot.place);
    replaceKeeping(frame, left, ...(side.hasChildNodes() ? [side] : []));
    foot.legend.replaceChildren(heatLegend(heat, (value) => short(value, format, state.currency)));
    ready();
    tell(place, areas.map((area) => area.told));

    function mark(button: HTMLElement, word: string): void {
      button.setAttribute("aria-pressed", String(chosen.includes(word)));
      button.classList.toggle("dimmed", chosen.length > 0 && !chosen.includes(word));
      button.addEventListener("click", () => {
        if (attributes.metric || isFilter(page, attributes.data ?? "", dimension)) state.toggle(dimension, word);
      });
    }

    function ranked(some: Area[], title: string, limit: number): HTMLElement {
      const box = element("div");
      box.append(element("h4", "", title));
      const list = element("ol", "area-list");
      const sorted = [...some].sort((a, b) => b.value - a.value || a.word.localeCompare(b.word));
      for (const area of sorted.slice(0, limit)) {
        const item = element("li");
        const button = element("button", "mark-button clip", valueText(dimension, area.word));
        button.type = "button";
        button.dataset.key = `list${area.word}`;
        mark(button, area.word);
        const value = element("span", "number", short(area.value, format, state.currency));
        value.title = exact(area.value, format, state.currency);
        item.append(button, value);
        list.append(item);
      }
      box.append(list);
      return box;
    }
  };
};
