// Published rows in columns, as the renderer packs them (reports/render/pack.py).

export type Width = "i1" | "i2" | "i4" | "f8";

export type PackedColumn =
  | { kind: "text"; words: (string | null)[]; codes: string; width?: "u1" | "u2" } // codes into words
  // Steps from the row before, the first from `start`, modulo 2^16; day 65535 is null.
  | { kind: "date"; start: number; steps: string }
  // Whole multiples of 10^-scale; the smallest value of the width, or NaN, is null.
  | { kind: "number"; scale: number; values: string; width?: Width }
  | { kind: "flag"; values: string }; // 0, 1, 2 is null

export type PackedTable = { rows: number; columns: Record<string, PackedColumn> };

const NO_DAY = 65535;

function bytes(base64: string): Uint8Array {
  const text = atob(base64);
  const result = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) result[i] = text.charCodeAt(i);
  return result;
}

/** Values of some bytes each, of which the lowest of all come first, then the next ones. */
function planes(base64: string, size: number): ArrayBuffer {
  const packed = bytes(base64);
  const result = new Uint8Array(packed.length);
  const rows = packed.length / size;
  for (let at = 0, plane = 0; plane < size; plane++) {
    for (let row = 0; row < rows; row++) result[row * size + plane] = packed[at++]!;
  }
  return result.buffer;
}

function wholes(values: string, width: Width): Float64Array {
  const buffer = planes(values, Number(width[1]));
  if (width === "f8") return new Float64Array(buffer);
  const narrow =
    width === "i1" ? new Int8Array(buffer) : width === "i2" ? new Int16Array(buffer) : new Int32Array(buffer);
  const none = -(2 ** (8 * narrow.BYTES_PER_ELEMENT - 1));
  return Float64Array.from(narrow, (value) => (value === none ? NaN : value));
}

/** A day as whole days since 1970-01-01, or NaN. */
export type Day = number;

export class Table {
  readonly rows: number;
  private readonly packed: Record<string, PackedColumn>;
  private readonly cache = new Map<string, unknown>();

  constructor(packed: PackedTable) {
    this.rows = packed.rows;
    this.packed = packed.columns;
  }

  get columnNames(): string[] {
    return Object.keys(this.packed);
  }

  has(name: string): boolean {
    return name in this.packed;
  }

  kind(name: string): PackedColumn["kind"] | undefined {
    return this.packed[name]?.kind;
  }

  scale(name: string): number {
    const column = this.packed[name];
    return column?.kind === "number" ? column.scale : 0;
  }

  /** Whole multiples of 10^-scale(name); NaN is null. Sums of them are exact up to 2^53. */
  numbers(name: string): Float64Array {
    return this.once(name, (column) => {
      if (column.kind !== "number") throw new Error(`${name} is not a number`);
      return wholes(column.values, column.width ?? "f8");
    });
  }

  number(name: string, row: number): number | null {
    const whole = this.numbers(name)[row];
    return whole === undefined || Number.isNaN(whole) ? null : whole / 10 ** this.scale(name);
  }

  days(name: string): Float64Array {
    return this.once(name, (column) => {
      if (column.kind !== "date") throw new Error(`${name} is not a date`);
      let offset = 0;
      return Float64Array.from(new Uint16Array(planes(column.steps, 2)), (step) => {
        offset = (offset + step) & NO_DAY;
        return offset === NO_DAY ? NaN : column.start + offset;
      });
    });
  }

  codes(name: string): Uint16Array | Uint8Array {
    return this.once(name, (column) => {
      if (column.kind !== "text") throw new Error(`${name} is not a text`);
      return column.width === "u1" ? bytes(column.codes) : new Uint16Array(planes(column.codes, 2));
    });
  }

  words(name: string): (string | null)[] {
    const column = this.packed[name];
    if (column?.kind !== "text") throw new Error(`${name} is not a text`);
    return column.words;
  }

  text(name: string, row: number): string | null {
    return this.words(name)[this.codes(name)[row] ?? -1] ?? null;
  }

  flag(name: string, row: number): boolean | null {
    const value = this.once(name, (column) => {
      if (column.kind !== "flag") throw new Error(`${name} is not a flag`);
      return bytes(column.values);
    })[row];
    return value === 2 || value === undefined ? null : value === 1;
  }

  private once<T>(name: string, make: (column: PackedColumn) => T): T {
    let value = this.cache.get(name) as T | undefined;
    if (value === undefined) {
      const column = this.packed[name];
      if (!column) throw new Error(`there is no column ${name}`);
      value = make(column);
      this.cache.set(name, value);
    }
    return value;
  }
}
