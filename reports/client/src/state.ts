// What is being looked at. It stands in the address, so that a view can be sent as a link.

import type { Language } from "./i18n";
import type { Where } from "./metrics";
import type { Comparison, Preset, Span } from "./period";
import { PRESETS, fromIso, iso, previousOf, spanOf, yearBefore } from "./period";
import type { Day } from "./table";

/** A shop in one currency: what may be added up. */
export type World = {
  id: string;
  label: string;
  currency: string;
  first: Day;
  last: Day;
  lastOrder: Day | null;
  /** Whether the files tell days; all rows of a shop without them lie on one. */
  isDated: boolean;
};

type Listener = () => void;

const FILTER = "f."; // before a dimension in the address

export class State {
  world: World | null;
  preset: Preset;
  custom: Span | null = null;
  comparison: Comparison = "previous";
  language: Language = "en";
  private chosen = new Map<string, string[]>();
  private readonly listeners: Listener[] = [];
  private beforeZoom: { preset: Preset; custom: Span | null } | null = null;

  constructor(
    readonly worlds: World[],
    private readonly defaultPreset: Preset,
  ) {
    // The shop whose data reach furthest comes first.
    this.world = [...worlds].sort((a, b) => b.last - a.last || a.id.localeCompare(b.id))[0] ?? null;
    this.preset = this.fittingPreset();
    this.read();
    addEventListener("hashchange", () => {
      this.read();
      this.tell();
    });
  }

  /** The page's own period, unless the shop had no order in it: then the first longer one that has. */
  private fittingPreset(): Preset {
    const world = this.world;
    if (!world || world.lastOrder === null) return this.defaultPreset;
    const longer: Preset[] = [this.defaultPreset, "QTD", "YTD", "all"];
    return (
      longer.find((p) => spanOf(p, world.first, world.last, null).from <= world.lastOrder!) ?? "all"
    );
  }

  get span(): Span {
    const world = this.world;
    if (!world) return { from: 0, to: 0 };
    return spanOf(this.preset, world.first, world.last, this.custom);
  }

  /** All days of the shop's data. */
  get whole(): Span {
    return this.world ? { from: this.world.first, to: this.world.last } : { from: 0, to: 0 };
  }

  /** The span to compare with, if the data reach back over all of it. */
  get previous(): Span | null {
    if (this.preset === "all") return null;
    const before =
      this.comparison === "year" ? yearBefore(this.span) : previousOf(this.preset, this.span);
    return before && this.world && before.from >= this.world.first ? before : null;
  }

  get currency(): string {
    return this.world?.currency ?? "";
  }

  /** The chosen values of each dimension. */
  get filters(): Where {
    return Object.fromEntries(this.chosen);
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  setWorld(id: string): void {
    this.world = this.worlds.find((w) => w.id === id) ?? this.world;
    this.custom = null;
    this.beforeZoom = null;
    this.chosen.clear();
    this.preset = this.fittingPreset();
    this.changed();
  }

  setPreset(preset: Preset): void {
    if (preset === "custom" && this.custom === null) this.custom = this.span;
    this.preset = preset;
    this.beforeZoom = null;
    this.changed();
  }

  setCustom(span: Span): void {
    this.custom = span;
    this.preset = "custom";
    this.changed();
  }

  setComparison(comparison: Comparison): void {
    this.comparison = comparison;
    this.changed();
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.changed();
  }

  /** A click on a bucket of time: that is the period now; on the same again, the one before is. */
  zoom(span: Span): void {
    const { world } = this;
    if (!world) return;
    const within = { from: Math.max(span.from, world.first), to: Math.min(span.to, world.last) };
    if (this.isZoomedTo(within)) return this.unzoom();
    this.beforeZoom ??= { preset: this.preset, custom: this.custom };
    this.setCustom(within);
  }

  get isZoomed(): boolean {
    return this.beforeZoom !== null && this.preset === "custom";
  }

  private isZoomedTo({ from, to }: Span): boolean {
    return this.isZoomed && this.custom?.from === from && this.custom.to === to;
  }

  unzoom(): void {
    if (!this.beforeZoom) return;
    ({ preset: this.preset, custom: this.custom } = this.beforeZoom);
    this.beforeZoom = null;
    this.changed();
  }

  /** Adds a value to a dimension's filter, or takes it out. */
  toggle(dimension: string, value: string): void {
    const values = this.chosen.get(dimension) ?? [];
    const rest = values.filter((v) => v !== value);
    this.setFilter(dimension, rest.length < values.length ? rest : [...values, value]);
  }

  setFilter(dimension: string, values: readonly string[]): void {
    if (values.length) this.chosen.set(dimension, [...values].sort());
    else this.chosen.delete(dimension);
    this.changed();
  }

  clearFilters(): void {
    this.chosen.clear();
    if (this.beforeZoom) this.unzoom();
    else this.changed();
  }

  /** Everything is drawn anew: what it is drawn from, or its colours, have changed. */
  redraw(): void {
    this.tell();
  }

  /** What other pages of the site can use of the address. */
  shared(): URLSearchParams {
    const said = new URLSearchParams();
    if (this.world && this.worlds.length > 1) said.set("shop", this.world.id);
    said.set("period", this.preset);
    if (this.preset === "custom" && this.custom) {
      said.set("from", iso(this.custom.from));
      said.set("to", iso(this.custom.to));
    }
    if (this.comparison !== "previous") said.set("compare", this.comparison);
    if (this.language !== "en") said.set("lang", this.language);
    return said;
  }

  private changed(): void {
    const said = this.shared();
    for (const [dimension, values] of this.chosen) {
      for (const value of values) said.append(FILTER + dimension, value);
    }
    history.replaceState(null, "", `#${said}`);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private read(): void {
    const said = new URLSearchParams(location.hash.slice(1));
    const world = this.worlds.find((w) => w.id === said.get("shop"));
    if (world) {
      this.world = world;
      this.preset = this.fittingPreset();
    }
    const preset = said.get("period") as Preset | null;
    if (preset && PRESETS.includes(preset)) this.preset = preset;
    const from = fromIso(said.get("from") ?? "");
    const to = fromIso(said.get("to") ?? "");
    if (from !== null && to !== null && from <= to) this.custom = { from, to };
    else if (this.preset === "custom") this.preset = this.fittingPreset();
    this.comparison = said.get("compare") === "year" ? "year" : "previous";
    if (said.has("lang")) this.language = said.get("lang") === "th" ? "th" : "en";
    this.chosen.clear();
    for (const [name, value] of said) {
      if (!name.startsWith(FILTER)) continue;
      const dimension = name.slice(FILTER.length);
      this.chosen.set(dimension, [...(this.chosen.get(dimension) ?? []), value]);
    }
  }
}
