// What is being looked at. It stands in the address, so that a view can be sent as a link.

import type { Preset, Span } from "./period";
import { PRESETS, fromIso, iso, previousOf, spanOf } from "./period";
import type { Day } from "./table";

/** A shop in one currency: what may be added up. */
export type World = {
  id: string;
  label: string;
  currency: string;
  first: Day;
  last: Day;
  lastOrder: Day | null;
};

type Listener = () => void;

export class State {
  world: World | null;
  preset: Preset;
  custom: Span | null = null;
  private readonly listeners: Listener[] = [];

  constructor(
    readonly worlds: World[],
    private readonly defaultPreset: Preset,
  ) {
    // The shop whose data reach furthest comes first.
    this.world = [...worlds].sort((a, b) => b.last - a.last || a.id.localeCompare(b.id))[0] ?? null;
    this.preset = this.fittingPreset();
    this.read();
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

  /** The span to compare with, if the data reach back over all of it. */
  get previous(): Span | null {
    const before = previousOf(this.preset, this.span);
    return before && this.world && before.from >= this.world.first ? before : null;
  }

  get currency(): string {
    return this.world?.currency ?? "";
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  setWorld(id: string): void {
    this.world = this.worlds.find((w) => w.id === id) ?? this.world;
    this.custom = null;
    this.preset = this.fittingPreset();
    this.changed();
  }

  setPreset(preset: Preset): void {
    if (preset === "custom" && this.custom === null) this.custom = this.span;
    this.preset = preset;
    this.changed();
  }

  setCustom(span: Span): void {
    this.custom = span;
    this.preset = "custom";
    this.changed();
  }

  private changed(): void {
    this.write();
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
  }

  private write(): void {
    const said = new URLSearchParams();
    if (this.world && this.worlds.length > 1) said.set("shop", this.world.id);
    said.set("period", this.preset);
    if (this.preset === "custom" && this.custom) {
      said.set("from", iso(this.custom.from));
      said.set("to", iso(this.custom.to));
    }
    history.replaceState(null, "", `#${said}`);
  }
}
