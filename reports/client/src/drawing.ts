// When what is drawn: at once what the reader sees, the rest in slices after that, so that a change
// is answered before a long page has been drawn to its end. What lies in a hidden tab or closed
// details waits until it is shown: it has no size before.
//
// html[data-drawing] says that something on the page is still what it was before. Whoever reads the
// page by script waits until it is gone.

import type { Draw } from "./page";

export type Part = { place: HTMLElement; draw: Draw };

const HIDDEN = ".tab[hidden], details:not([open])";
/** Milliseconds of drawing between two looks of the browser at what the reader does. */
const SLICE = 24;
/** Where the browser makes no frames, nobody waits for one. */
const NO_FRAME = 200;

/** Whether nobody can see it, wherever the page is scrolled to. */
export function isAway(place: HTMLElement): boolean {
  return place.closest(HIDDEN) !== null;
}

export class Drawing {
  private pending: Part[] = [];
  private readonly asleep = new Set<Part>();
  private round = 0;
  private isSorted = false;

  /**
   * `frame` is drawn first and always: what stands around the page's parts, and what shows and hides
   * them. `seen` is told whenever what is in sight has been drawn, `done` whenever all has.
   */
  constructor(
    private readonly frame: readonly Draw[],
    private readonly parts: readonly Part[],
    private readonly seen: () => void,
    private readonly done: () => void,
  ) {
    // Before the browser paints what has been opened; an event would come after.
    new MutationObserver(() => this.wake()).observe(document.body, {
      subtree: true,
      attributeFilter: ["open", "hidden"],
    });
    // What is about to be used is not used half drawn.
    for (const kind of ["click", "focusin", "input"]) {
      addEventListener(kind, (event) => this.drawAround(event.target), { capture: true });
    }
    addEventListener("copy", () => this.flush(), { capture: true });
    addEventListener("keydown", (event) => {
      const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
      if (isFind || event.key === "F3") this.flush("all");
    });
    addEventListener("scroll", () => (this.isSorted = false), { capture: true, passive: true });
  }

  /** Everything is drawn anew. */
  start(): void {
    document.documentElement.dataset.drawing = "";
    this.round += 1;
    this.isSorted = false;
    for (const draw of this.frame) safely(draw);
    this.pending = this.parts.filter((part) => this.isUp(part));
    this.drawInSight();
    this.seen();
    const { round } = this;
    if (this.pending.length) afterFrame(() => this.go(round));
    else this.finish();
  }

  /** Draws what is still to be drawn; with `all` also what is hidden. */
  flush(what: "shown" | "all" = "shown"): void {
    this.wake();
    if (what === "all") for (const part of [...this.asleep]) this.draw(part);
    while (this.pending.length) this.draw(this.pending[0]!);
    if (document.documentElement.dataset.drawing !== undefined) this.finish();
  }

  private finish(): void {
    this.round += 1;
    delete document.documentElement.dataset.drawing;
    this.done();
  }

  private isUp(part: Part): boolean {
    if (isAway(part.place)) this.asleep.add(part);
    else this.asleep.delete(part);
    return !this.asleep.has(part);
  }

  private draw(part: Part): void {
    this.asleep.delete(part);
    this.pending = this.pending.filter((other) => other !== part);
    safely(part.draw);
  }

  private wake(): void {
    for (const part of [...this.asleep]) if (this.isUp(part)) safely(part.draw);
  }

  private drawAround(target: EventTarget | null): void {
    if (!(target instanceof Node)) return;
    for (const part of this.pending.filter(({ place }) => place.contains(target))) this.draw(part);
  }

  /** Also what comes into sight because something above it has become shorter. */
  private drawInSight(): void {
    for (let seen = this.inSight(); seen.length; seen = this.inSight()) for (const part of seen) this.draw(part);
  }

  private inSight(): Part[] {
    return this.pending.filter(({ place }) => {
      const { top, bottom, width } = place.getBoundingClientRect();
      return width > 0 && bottom >= 0 && top <= innerHeight;
    });
  }

  private go(round: number): void {
    if (round !== this.round) return; // all has been begun anew meanwhile
    if (!this.isSorted) this.drawSooner();
    this.slice();
    if (this.pending.length) setTimeout(() => this.go(round));
    else this.finish();
  }

  /** What the reader has scrolled to, or comes to next, goes before the rest. */
  private drawSooner(): void {
    const distance = new Map(this.pending.map((part) => [part, far(part.place)]));
    this.pending.sort((a, b) => distance.get(a)! - distance.get(b)!);
    this.isSorted = true;
  }

  private slice(): void {
    const end = performance.now() + SLICE;
    while (this.pending.length && performance.now() < end) this.draw(this.pending[0]!);
  }
}

/** Farther than any page is long. */
const NOWHERE = 1e9;

/** How far from sight, in pixels. */
function far(place: HTMLElement): number {
  const { top, bottom, width } = place.getBoundingClientRect();
  return width === 0 ? NOWHERE : Math.max(0, top - innerHeight, -bottom);
}

/** A part that fails is told of, and the others are drawn. */
function safely(draw: Draw): void {
  try {
    draw();
  } catch (error) {
    reportError(error);
  }
}

/** Once the browser has painted, or a little later where it does not. */
export function afterFrame(act: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, NO_FRAME);
}
