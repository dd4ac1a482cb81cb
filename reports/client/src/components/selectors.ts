// What the page looks at: <WorldSelector>, <PeriodSelector>, <LastRefreshed>.

import { date } from "../format";
import { t } from "../i18n";
import { element } from "../page";
import type { Component } from "../page";
import type { Comparison, Preset } from "../period";
import { PRESETS, fromIso, iso } from "../period";

function presetName(preset: Preset): string {
  switch (preset) {
    case "today":
      return t("Today");
    case "all":
      return t("All");
    case "custom":
      return t("Custom");
    default:
      return t(preset);
  }
}

/** One shop in one currency at a time: different currencies are never added. */
export const WorldSelector: Component = (place, _, page) => {
  const { state } = page;
  const select = element("select");
  for (const world of state.worlds) {
    const option = element("option", "", world.label);
    option.value = world.id;
    select.append(option);
  }
  select.addEventListener("change", () => state.setWorld(select.value));
  place.append(select);
  return () => {
    select.setAttribute("aria-label", t("Shop"));
    place.hidden = state.worlds.length < 2;
    select.value = state.world?.id ?? "";
  };
};

export const PeriodSelector: Component = (place, _, page) => {
  const { state } = page;
  const group = element("div", "buttons");
  group.setAttribute("role", "group");
  const buttons = PRESETS.map((preset) => {
    const button = element("button");
    button.type = "button";
    button.dataset.period = preset;
    button.addEventListener("click", () => state.setPreset(preset));
    group.append(button);
    return { preset, button };
  });
  const dates = element("div", "dates");
  const from = element("input");
  const to = element("input");
  for (const input of [from, to]) {
    input.type = "date";
    input.addEventListener("change", () => {
      const start = fromIso(from.value);
      const end = fromIso(to.value);
      if (start === null || end === null) return;
      // The day that was chosen stands; where the other lies on its wrong side, it comes along.
      if (start <= end) state.setCustom({ from: start, to: end });
      else state.setCustom(input === from ? { from: start, to: start } : { from: end, to: end });
    });
    dates.append(input);
  }
  const compare = element("select", "compare");
  const options = (["previous", "year"] as const).map((comparison) => {
    const option = element("option");
    option.value = comparison;
    compare.append(option);
    return option;
  });
  compare.addEventListener("change", () => state.setComparison(compare.value as Comparison));
  place.append(group, dates, compare);
  return () => {
    place.hidden = state.world?.isDated === false;
    group.setAttribute("aria-label", t("Period"));
    from.setAttribute("aria-label", t("From"));
    to.setAttribute("aria-label", t("To"));
    compare.setAttribute("aria-label", t("Compared with"));
    options[0]!.textContent = t("vs previous period");
    options[1]!.textContent = t("vs last year");
    for (const { preset, button } of buttons) {
      button.textContent = presetName(preset);
      button.setAttribute("aria-pressed", String(preset === state.preset));
    }
    dates.hidden = state.preset !== "custom";
    compare.value = state.comparison;
    compare.disabled = state.preset === "all";
    from.value = iso(state.span.from);
    to.value = iso(state.span.to);
    if (state.world) {
      from.min = to.min = iso(state.world.first);
      from.max = to.max = iso(state.world.last);
    }
  };
};

/** How far the data reach, and whether sales stop before they do. */
export const LastRefreshed: Component = (place, _, page) => () => {
  const world = page.state.world;
  if (!world) {
    place.textContent = t("There are no data yet.");
    return;
  }
  if (!world.isDated) {
    place.textContent = t("{1}: the files tell no days.", world.label);
    return;
  }
  place.textContent = t("{1}: data from {2} to {3}.", world.label, date(world.first), date(world.last));
  if (world.lastOrder !== null && world.lastOrder < world.last - 1) {
    const said = t("The last counted order is of {1}: newer days may be incomplete.", date(world.lastOrder));
    place.append(element("strong", "", ` ${said}`));
  }
};
