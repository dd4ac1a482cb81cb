// A table as a file: CSV at once, a workbook by a script that is loaded when it is first wanted.

import { loadBeside } from "./beside";
import { t } from "./i18n";
import { element } from "./page";
import type { Value } from "./xlsx";

export type { Value } from "./xlsx";

const FORMULA = /^[=+\-@\t\r]/;

/** With a BOM, without which Excel shows Thai as something else; text is never a formula. */
export function toCsv(header: string[], rows: Value[][]): string {
  const lines = [header, ...rows].map((row) => row.map((value) => quoted(text(value))).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function text(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return FORMULA.test(value) ? `'${value}` : value;
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  return String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function downloadCsv(name: string, header: string[], rows: Value[][]): void {
  save(`${fileName(name)}.csv`, new Blob([toCsv(header, rows)], { type: "text/csv;charset=utf-8" }));
}

export async function downloadXlsx(name: string, header: string[], rows: Value[][]): Promise<void> {
  if (!globalThis.taladXlsx) await loadBeside("xlsx.js");
  const content = globalThis.taladXlsx!(name, header, rows) as Uint8Array<ArrayBuffer>;
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  save(`${fileName(name)}.xlsx`, new Blob([content], { type }));
}

/**
 * Two buttons for a table; `rows` is asked at the click, for what is shown then. `draw` says what
 * they do in the reader's language.
 */
export function downloadButtons(
  name: string,
  rows: () => { header: string[]; rows: Value[][] },
): { place: HTMLElement; draw: (title: string) => void } {
  const labels = new Map<string, HTMLButtonElement>();
  const place = element("span", "downloads");
  const button = (label: string, act: (header: string[], rows: Value[][]) => void | Promise<void>) => {
    const made = element("button", "", label);
    made.type = "button";
    made.addEventListener("click", () => {
      const wanted = rows();
      Promise.resolve(act(wanted.header, wanted.rows)).catch((error: Error) => {
        made.title = made.textContent = error.message;
      });
    });
    labels.set(label, made);
    place.append(made);
  };
  button("CSV", (header, wanted) => downloadCsv(name, header, wanted));
  button("XLSX", (header, wanted) => downloadXlsx(name, header, wanted));
  const draw = (title: string) => {
    for (const [label, made] of labels) {
      made.title = t("Download as {1}", label);
      made.setAttribute("aria-label", `${made.title}: ${title}`);
    }
  };
  return { place, draw };
}

/** Letters of any language and digits; what a file system may refuse becomes a hyphen. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "table";
}

function save(name: string, content: Blob): void {
  const link = element("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Safari still reads the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
