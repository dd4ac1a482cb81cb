// Cells that one looks at, walks over and clicks: what heatmaps, calendars and maps share.

import { NOTHING } from "../format";
import { element } from "../page";

/** How strongly a value is coloured: from 0 for the lowest to 1 for the highest. */
export type Heat = { low: number; high: number; of: (value: number | null) => number | null };

/** Amounts and counts are coloured from nothing upwards, rates from the lowest of them. */
export function heatOf(values: readonly (number | null)[], fromZero: boolean): Heat {
  const known = values.filter((value) => value !== null);
  const low = Math.min(fromZero ? 0 : Infinity, ...known);
  const high = Math.max(fromZero ? 0 : -Infinity, ...known);
  return {
    low,
    high,
    of: (value) => (value === null ? null : high === low ? (known.length > 1 ? 0.5 : 1) : (value - low) / (high - low)),
  };
}

/** Colours a cell; the text on it stays readable at any heat (talad.css, --heat-most). */
export function warm(cell: HTMLElement, heat: number | null): void {
  cell.classList.toggle("heat", heat !== null);
  if (heat === null) cell.style.removeProperty("--heat");
  else cell.style.setProperty("--heat", heat.toFixed(3));
}

/** The colours with their ends: "0 ▒▓█ 1,234". */
export function heatLegend(heat: Heat, text: (value: number) => string): HTMLElement {
  const legend = element("div", "heat-legend");
  const bar = element("span", "heat-bar");
  bar.setAttribute("aria-hidden", "true");
  const isKnown = Number.isFinite(heat.low);
  legend.append(
    element("span", "", isKnown ? text(heat.low) : NOTHING),
    bar,
    element("span", "", isKnown ? text(heat.high) : NOTHING),
  );
  return legend;
}

/** Below the cells: what the colours mean, and beside it what the cell in hand says. */
export function heatFoot(): { place: HTMLElement; legend: HTMLElement; says: HTMLElement } {
  const place = element("div", "heat-foot");
  const legend = element("div");
  const says = element("p", "readout");
  says.setAttribute("aria-hidden", "true"); // the cell itself is read out
  place.append(legend, says);
  return { place, legend, says };
}

/** A cell at a column and a row, with what it says when it is pointed at or read out. */
export function cellButton(says: string, x: number, y: number, key: string): HTMLButtonElement {
  const button = element("button", "cell");
  button.type = "button";
  button.dataset.x = String(x);
  button.dataset.y = String(y);
  button.dataset.key = key;
  button.setAttribute("aria-label", says);
  return button;
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Arrow keys walk over the cells of a frame, of which one is in the order of tabs; what the cell
 * under the pointer or the keyboard says stands below them.
 */
export function walkable(frame: HTMLElement, says: HTMLElement): () => void {
  const cells = () => [...frame.querySelectorAll<HTMLButtonElement>("button.cell")];
  const enter = (cell: HTMLButtonElement) => {
    for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
  };
  const say = (event: Event) => {
    const cell = (event.target as Element).closest?.("button.cell");
    if (cell) says.textContent = cell.getAttribute("aria-label");
  };
  frame.addEventListener("pointerover", say);
  frame.addEventListener("focusin", (event) => {
    say(event);
    const cell = (event.target as Element).closest<HTMLButtonElement>("button.cell");
    if (cell) enter(cell);
  });
  frame.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = (event.target as Element).closest<HTMLButtonElement>("button.cell");
    if (!step || !from) return;
    event.preventDefault();
    const to = nextCell(from, cells(), step);
    if (!to) return;
    enter(to);
    to.focus();
  });
  return () => {
    says.textContent = "";
    const all = cells();
    const held = all.find((cell) => cell === document.activeElement) ?? all[0];
    if (held) enter(held);
  };
}

/** The nearest cell in a direction: in the same line, where there is one. */
function nextCell(
  from: HTMLElement,
  cells: HTMLButtonElement[],
  [dx, dy]: [number, number],
): HTMLButtonElement | undefined {
  const away = (cell: HTMLElement) => {
    const x = Number(cell.dataset.x) - Number(from.dataset.x);
    const y = Number(cell.dataset.y) - Number(from.dataset.y);
    const ahead = x * dx + y * dy;
    return ahead > 0 ? ahead + 100 * Math.abs(x * dy + y * dx) : Infinity;
  };
  const [nearest] = [...cells].sort((a, b) => away(a) - away(b));
  return nearest && away(nearest) < Infinity ? nearest : undefined;
}

/** Puts new content into a frame; the keyboard stays with the element of the same key. */
export function replaceKeeping(frame: HTMLElement, ...content: (Node | string)[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && frame.contains(active) ? active.dataset.key : undefined;
  frame.replaceChildren(...content);
  if (key === undefined) return;
  const keyed = [...frame.querySelectorAll<HTMLElement>("[data-key]")];
  keyed.find((found) => found.dataset.key === key)?.focus();
}

/** A name as long as there is room for. */
export function cut(name: string, letters: number): string {
  const all = [...name];
  return all.length > letters ? `${all.slice(0, letters - 1).join("")}…` : name;
}
