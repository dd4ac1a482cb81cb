// <Tabs> with a <Tab label=> for each: one is in sight at a time, and on paper all are.

import { t } from "../i18n";
import { element } from "../page";
import type { Attributes, Component } from "../page";

let count = 0;

export const Tabs: Component = (place) => {
  const panels = [...place.querySelectorAll<HTMLElement>(":scope > [data-component=Tab]")];
  const list = element("div", "tab-list");
  list.setAttribute("role", "tablist");
  place.prepend(list);
  const labels = panels.map((panel) => (JSON.parse(panel.dataset.attributes ?? "{}") as Attributes).label ?? "");
  const buttons = panels.map((panel, at) => {
    const button = element("button", "tab-button");
    const id = `tab-${++count}`;
    button.type = "button";
    button.id = id;
    panel.id = `${id}-panel`;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", id);
    button.addEventListener("click", () => show(at));
    list.append(button);
    return button;
  });
  list.addEventListener("keydown", (event) => {
    const last = buttons.length - 1;
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last };
    const wanted = to[event.key as keyof typeof to];
    if (at < 0 || wanted === undefined) return;
    event.preventDefault();
    show(wanted);
    buttons[wanted]!.focus();
  });

  let shown = 0;
  function mark(): void {
    panels.forEach((panel, at) => {
      panel.hidden = at !== shown;
      buttons[at]!.setAttribute("aria-selected", String(at === shown));
      buttons[at]!.tabIndex = at === shown ? 0 : -1;
    });
  }
  function show(at: number): void {
    shown = at;
    mark();
  }
  mark();
  addEventListener("beforeprint", () => {
    for (const panel of panels) panel.hidden = false;
  });
  addEventListener("afterprint", mark);
  return () => {
    buttons.forEach((button, at) => (button.textContent = t(labels[at]!)));
    panels.forEach((panel, at) => (panel.dataset.label = t(labels[at]!)));
  };
};

/** Read by the <Tabs> around it. */
export const Tab: Component = () => () => {};
