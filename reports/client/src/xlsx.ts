// A table as a workbook. A script of its own, assets/xlsx.js: it is loaded at the first click.

import { strToU8, zipSync } from "fflate";

export type Value = string | number | Date | null;

declare global {
  var taladXlsx: ((title: string, header: string[], rows: Value[][]) => Uint8Array) | undefined;
}

const TEXT = 32_767; // characters of a cell
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30); // day 0 of a workbook
const FIRST_DAY = 61; // 1 March 1900; before it Excel counts a day that never was
const FORMULA = /^[=+\-@\t\r]/;
const MADE = "2026-01-01T00:00:00"; // the same table gives the same bytes

/** Places in the list of styles below. */
const STYLE = { header: 1, date: 2, moment: 3, whole: 4, number: 5, quoted: 6 };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`;

function escape(text: string): string {
  return text
    .slice(0, TEXT)
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[&<>"\r]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? "&#13;");
}

function cell(value: Value, style = 0): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "string") {
    // Text stays text, also after somebody has edited it.
    const kept = style || (FORMULA.test(value) ? STYLE.quoted : 0);
    return `<c t="inlineStr" s="${kept}"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
  }
  if (value instanceof Date) {
    const day = (value.getTime() - EPOCH) / DAY_MS;
    if (Number.isNaN(day)) return "<c/>";
    if (day < FIRST_DAY) return cell(value.toISOString().slice(0, 10));
    return `<c s="${Number.isInteger(day) ? STYLE.date : STYLE.moment}"><v>${day}</v></c>`;
  }
  if (!Number.isFinite(value)) return "<c/>";
  return `<c s="${Number.isInteger(value) ? STYLE.whole : STYLE.number}"><v>${value}</v></c>`;
}

function sheetOf(header: string[], rows: Value[][]): string {
  const widths = header.map((title, at) => {
    const lengths = rows.slice(0, 200).map((row) => String(row[at] ?? "").length);
    return Math.min(60, Math.max(title.length, rows[0]?.[at] instanceof Date ? 10 : 0, ...lengths.filter((l) => l < 60), 6) + 2);
  });
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const lines = rows.map((row) => `<row>${row.map((value) => cell(value)).join("")}</row>`);
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData><row>${header.map((title) => cell(title, STYLE.header)).join("")}</row>${lines.join("")}</sheetData></worksheet>`;
}

/** What a sheet may be called. */
function sheetName(title: string): string {
  return escape(title.replace(/[[\]:*?/\\']/g, " ").trim().slice(0, 31)) || "Table";
}

export function toXlsx(title: string, header: string[], rows: Value[][]): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/></Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${sheetName(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    "xl/worksheets/sheet1.xml": sheetOf(header, rows),
  };
  const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files, { mtime: MADE });
}

globalThis.taladXlsx = toXlsx;
