// <WorldSelector> and <PeriodSelector>: what the page looks at.

import { date } from "../format";
import { element } from "../page";
import type { Component } from "../page";
import { PRESETS, PRESET_WORDS, fromIso, iso } from "../period";

/** The shop and currency; hidden where there is just one. */
export const WorldSelector: Component = (place, _, page) => {
  const { state } = page;
  const select = element("select");
  select.setAttribute("aria-label", "Shop and currency");
  for (const world of state.worlds) {
    const option = element("option", "", world.label);
    option.value = world.id;
    select.append(option);
  }
  select.addEventListener("change", () => state.setWorld(select.value));
  place.append(select);
  return () => {
    place.hidden = state.worlds.length < 2;
    select.value = state.world?.id ?? "";
  };
};

export const PeriodSelector: Component = (place, _, page) => {
  const { state } = page;
  const group = element("div", "buttons");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Period");
  const buttons = PRESETS.map((preset) => {
    const button = element("button", "", PRESET_WORDS[preset]);
    button.type = "button";
    button.dataset.period = preset;
    button.addEventListener("click", () => state.setPreset(preset));
    group.append(button);
    return { preset, button };
  });
  const dates = element("div", "dates");
  const from = element("input");
  const to = element("input");
  for (const [input, label] of [[from, "From"], [to, "To"]] as const) {
    input.type = "date";
    input.setAttribute("aria-label", label);
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
  place.append(group, dates);
  return () => {
    for (const { preset, button } of buttons) {
      button.setAttribute("aria-pressed", String(preset === state.preset));
    }
    dates.hidden = state.preset !== "custom";
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
    place.textContent = "There are no data yet.";
    return;
  }
  place.textContent = `${world.label}: data from ${date(world.first)} to ${date(world.last)}.`;
  if (world.lastOrder !== null && world.lastOrder < world.last - 1) {
    place.append(
      element("strong", "", ` The last counted order is of ${date(world.lastOrder)}: newer days may be incomplete.`),
    );
  }
};
