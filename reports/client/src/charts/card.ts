// A chart as readers meet it: its title, its legend, what its axes are, and its marks as buttons.

import { t } from "../i18n";
import { element } from "../page";
import type { Attributes } from "../page";
import type { Told } from "../told";
import { tell } from "../told";
import type { At, Mark, Option } from "./kit";
import { chartFrame, key } from "./kit";

/** A mark that can be chosen: `symbol` shows it in the legend, else only the keyboard comes to it. */
export type Choice = {
  name: string;
  isChosen: boolean;
  isDimmed?: boolean;
  pick: (() => void) | null;
  symbol?: string;
  colour?: string;
  /** What stands behind the name, and is never shortened. */
  detail?: string;
};

export type Shown = {
  option: Option;
  /** What the chart says, for those who do not see it. */
  describe: string;
  told: Told[];
  legend?: Choice[];
  marks?: Choice[];
  height?: number;
  /** Names of the axes: above and below the chart, where they cover nothing. */
  names?: { x?: string; y?: string };
  note?: string;
  onMark?: (mark: Mark) => void;
  onPoint?: (at: At) => void;
};

export type Card = {
  show: (shown: Shown) => void;
  say: (sentence: string) => void;
  readonly width: number;
};

export function chartCard(place: HTMLElement, attributes: Attributes): Card {
  place.classList.add("chart-card");
  let shown: Shown | null = null;
  const has = place.querySelector(".component-title") !== null;
  const title = element("h3", "component-title");
  const subtitle = element("p", "component-subtitle");
  const legend = element("div", "legend");
  const above = element("p", "axis-name");
  const below = element("p", "axis-name below");
  const note = element("p", "axis-name");
  const marks = element("ul", "marks");
  if (!has && attributes.title) place.prepend(title);
  const heading = place.querySelector(".component-title");
  if (heading) heading.after(subtitle);
  else place.prepend(subtitle);
  place.append(legend, above);
  const frame = chartFrame(
    place,
    (mark) => shown?.onMark?.(mark),
    (at) => shown?.onPoint?.(at),
  );
  place.append(below, note, marks);
  const write = (line: HTMLElement, text: string | undefined) => {
    line.textContent = text ?? "";
    line.hidden = !text;
  };
  const head = () => {
    if (!has) title.textContent = t(attributes.title ?? "");
    write(subtitle, attributes.subtitle && t(attributes.subtitle));
  };
  return {
    show(now) {
      shown = now;
      head();
      write(above, now.names?.y);
      write(below, now.names?.x);
      write(note, now.note);
      fill(legend, (now.legend ?? []).map(entry));
      fill(marks, (now.marks ?? []).filter((mark) => mark.pick).map(item));
      frame.show(now.option, now.describe, now.height);
      tell(place, now.told);
    },
    say(sentence) {
      shown = null;
      head();
      for (const line of [above, below, note]) write(line, undefined);
      fill(legend, []);
      fill(marks, []);
      frame.say(attributes.empty ? t(attributes.empty) : sentence);
      tell(place, []);
    },
    get width() {
      return frame.width;
    },
  };
}

/** New children in the place of old ones; who held the keyboard there goes on holding it. */
function fill(list: HTMLElement, children: HTMLElement[]): void {
  const held = list.contains(document.activeElement) ? document.activeElement!.textContent : null;
  list.replaceChildren(...children);
  list.hidden = children.length === 0;
  if (held !== null) [...list.querySelectorAll("button")].find((b) => b.textContent === held)?.focus();
}

function button({ name, isChosen, pick }: Choice): HTMLButtonElement {
  const made = element("button", "mark-button", name);
  made.type = "button";
  made.setAttribute("aria-pressed", String(isChosen));
  made.addEventListener("click", () => pick?.());
  return made;
}

function entry(choice: Choice): HTMLElement {
  const made = key(choice.symbol ?? "square", choice.colour ?? "var(--accent)", choice.pick ? "" : choice.name);
  made.classList.toggle("dimmed", choice.isDimmed ?? false);
  made.title = choice.name;
  if (choice.pick) made.append(button(choice));
  if (choice.detail) made.append(element("span", "key-detail", choice.detail));
  return made;
}

function item(choice: Choice): HTMLElement {
  const made = element("li");
  made.append(button(choice));
  return made;
}
