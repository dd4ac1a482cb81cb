// Event days behind bars: bands as wide as a bar's place.

import type { Event } from "./events";
import { EVENT_MARKS } from "./events";
import { colour } from "./kit";
import type { Slot } from "./plot";

/** Steps from 0 to 1 on an axis of their own change halfway between two places: where a band begins. */
export function eventBands(events: readonly Event[], slots: readonly Slot[]): object[] {
  const kinds = [...new Set(events.map((event) => event.kind))];
  return kinds.map((kind) => {
    const days = new Set(events.filter((event) => event.kind === kind).map((event) => event.day));
    return {
      type: "line",
      step: "middle",
      yAxisIndex: 1,
      data: slots.map((slot) => (days.has(slot.start!) ? 1 : 0)),
      showSymbol: false,
      silent: true,
      lineStyle: { width: 0 },
      areaStyle: { color: colour(EVENT_MARKS[kind]?.colour ?? "muted"), opacity: 0.15 },
      z: 0,
    };
  });
}
