// The days on which something was on: double days, paydays, holidays.

import { t } from "../i18n";
import type { Page } from "../page";
import type { Span } from "../period";
import type { Day } from "../table";

export type Event = { day: Day; kind: string; name: string };

export const EVENT_MARKS: Record<string, { symbol: string; label: string; colour: string }> = {
  double_day: { symbol: "diamond", label: "Double day", colour: "event-double" },
  sale_day: { symbol: "diamond", label: "Sale day", colour: "event-double" },
  payday: { symbol: "circle", label: "Payday", colour: "event-payday" },
  holiday: { symbol: "triangle", label: "Holiday", colour: "event-holiday" },
};

/** Event days of the shop within a span, from a query of the page. */
export function eventsIn(page: Page, query: string | undefined, span: Span): Event[] {
  const table = query === undefined ? undefined : page.tables[query];
  if (!table) return [];
  const worlds = table.codes("world_id");
  const world = table.words("world_id").indexOf(page.state.world?.id ?? "");
  const days = table.days("event_date");
  const found: Event[] = [];
  for (let row = 0; row < table.rows; row++) {
    const day = days[row]!;
    if (worlds[row] !== world || day < span.from || day > span.to) continue;
    found.push({
      day,
      kind: table.text("event_kind", row) ?? "",
      name: t(table.text("event_name", row) ?? ""),
    });
  }
  return found;
}
