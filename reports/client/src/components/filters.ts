// Filters: the chips of what is chosen, and the <Dropdown> and <ButtonGroup> to choose with.

import { dimensionLabel, isOrdered, valueText } from "../dimensions";
import { spanText } from "../format";
import { t } from "../i18n";
import { UNKNOWN, WORLD } from "../metrics";
import { element } from "../page";
import type { Component, Page } from "../page";

/** Chips above the page, one for each chosen value; a click takes it off. */
export const FilterBar: Component = (place, _, page) => {
  const { state } = page;
  return () => {
    const chips = Object.entries(state.filters).flatMap(([dimension, values]) =>
      values.map((value) =>
        chip(dimensionLabel(dimension), valueText(dimension, value), () => state.toggle(dimension, value)),
      ),
    );
    if (state.isZoomed) chips.push(chip(t("Period"), spanText(state.span), () => state.unzoom()));
    if (chips.length > 1) {
      const all = element("button", "chip clear", t("Clear all"));
      all.type = "button";
      all.addEventListener("click", () => state.clearFilters());
      chips.push(all);
    }
    place.hidden = chips.length === 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", t("Filters"));
    place.replaceChildren(...chips);
  };
};

function chip(dimension: string, value: string, remove: () => void): HTMLElement {
  const button = element("button", "chip");
  button.type = "button";
  const cross = element("span", "cross", "×");
  cross.setAttribute("aria-hidden", "true");
  button.append(element("span", "chip-dimension", `${dimension}: `), value, cross);
  button.setAttribute("aria-label", t("Remove the filter {1}: {2}", dimension, value));
  button.addEventListener("click", remove);
  return button;
}

/** The values of a dimension that the shop's rows hold, in any table of the page. */
export function valuesOf(page: Page, dimension: string): string[] {
  const found = new Set<string>();
  const world = page.state.world?.id;
  for (const table of Object.values(page.tables)) {
    if (table.kind(dimension) !== "text") continue;
    const words = table.words(dimension);
    const codes = table.codes(dimension);
    const isRollup = table.has("previous_date") || table.has("scope_type");
    const worlds = table.has(WORLD) ? table.codes(WORLD) : null;
    const own = worlds ? table.words(WORLD).indexOf(world ?? null) : -1;
    for (let row = 0; row < table.rows; row++) {
      if (worlds && worlds[row] !== own) continue;
      const word = words[codes[row]!] ?? null;
      if (word !== null || !isRollup) found.add(word ?? UNKNOWN);
    }
  }
  return [...found].sort((a, b) =>
    isOrdered(dimension)
      ? a.localeCompare(b, "en", { numeric: true })
      : valueText(dimension, a).localeCompare(valueText(dimension, b)),
  );
}

/** <Dropdown dimension=channel_name/>: all values, or one of them. */
export const Dropdown: Component = (place, { dimension = "", title }, page) => {
  const { state } = page;
  const box = element("label", "dropdown-label");
  const name = element("span");
  const select = element("select");
  select.addEventListener("change", () => {
    state.setFilter(dimension, select.selectedIndex === 0 ? [] : [select.value]);
  });
  box.append(name, select);
  place.append(box);
  return () => {
    const values = valuesOf(page, dimension);
    const chosen = state.filters[dimension] ?? [];
    name.textContent = title ? t(title) : dimensionLabel(dimension);
    const every = element("option", "", chosen.length > 1 ? t("{1} chosen", String(chosen.length)) : t("All"));
    const options = values.map((value) => {
      const option = element("option", "", valueText(dimension, value));
      option.value = value;
      return option;
    });
    select.replaceChildren(every, ...options);
    select.selectedIndex = chosen.length === 1 ? values.indexOf(chosen[0]!) + 1 : 0;
    place.hidden = values.length === 0;
  };
};

/** <ButtonGroup dimension=channel_name/>: a button for each value; several may be pressed. */
export const ButtonGroup: Component = (place, { dimension = "", title }, page) => {
  const { state } = page;
  const group = element("div", "buttons small");
  group.setAttribute("role", "group");
  place.append(group);
  return () => {
    const values = valuesOf(page, dimension);
    const chosen = state.filters[dimension] ?? [];
    group.setAttribute("aria-label", title ? t(title) : dimensionLabel(dimension));
    const all = element("button", "", t("All"));
    all.setAttribute("aria-pressed", String(chosen.length === 0));
    all.addEventListener("click", () => state.setFilter(dimension, []));
    const buttons = values.map((value) => {
      const button = element("button", "", valueText(dimension, value));
      button.dataset.value = value;
      button.setAttribute("aria-pressed", String(chosen.includes(value)));
      button.addEventListener("click", () => state.toggle(dimension, value));
      return button;
    });
    for (const button of [all, ...buttons]) button.type = "button";
    // A press draws the page anew: the pressed button keeps the keyboard.
    const held = group.contains(document.activeElement)
      ? [...group.children].indexOf(document.activeElement!)
      : -1;
    group.replaceChildren(all, ...buttons);
    if (held >= 0) (group.children[held] as HTMLElement | undefined)?.focus();
    place.hidden = values.length === 0;
  };
};

/** The switches of the page's head: language, and light or dark. */
export const Switches: Component = (place, _, page) => {
  const { state } = page;
  const language = element("button", "switch");
  const theme = element("button", "switch");
  language.type = theme.type = "button";
  language.addEventListener("click", () => state.setLanguage(state.language === "th" ? "en" : "th"));
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    keep("talad.theme", document.documentElement.dataset.theme);
    state.redraw();
  });
  place.append(language, theme);
  return () => {
    const other = state.language === "th" ? "EN" : "ไทย";
    language.textContent = other;
    language.lang = state.language === "th" ? "en" : "th";
    language.setAttribute("aria-label", state.language === "th" ? "English" : "ภาษาไทย");
    theme.textContent = isDark() ? "☀" : "☾";
    theme.setAttribute("aria-label", isDark() ? t("Light colours") : t("Dark colours"));
    keep("talad.lang", state.language);
  };
};

function isDark(): boolean {
  const said = document.documentElement.dataset.theme;
  return said ? said === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** A browser may refuse to keep anything for pages from file://. */
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then the choice lasts as long as the page.
  }
}

/** What the reader chose on another page, where the browser keeps it. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
