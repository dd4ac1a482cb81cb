// A country as squares of one size, each about where its province lies: it reads on a phone, and a
// small province is seen as well as a large one.

import { spoken } from "../i18n";

export type Place = { name: string; short: string; column: number; row: number };

/** A line per row of squares; a square is "short|Thai short|name", or empty. */
export type Lines = readonly string[];

/** A name without what people write differently: "Chonburi" is "Chon Buri", "Sao Paulo" "São Paulo". */
export function plain(name: string): string {
  return name.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

export function placesOf(lines: Lines): Place[] {
  return lines.flatMap((line, row) =>
    line.split(",").flatMap((square, column) => {
      const [english = "", thai, name] = square.trim().split("|");
      if (!english) return [];
      const short = spoken() === "th" && thai ? thai : english;
      return [{ name: name || english, short, column: column + 1, row: row + 1 }];
    }),
  );
}
