// Two languages at a switch. English stands in the code; the words of the other come with the page.

export type Language = "en" | "th";

let language: Language = "en";
let words: Record<string, string> = {};

export function teach(known: Record<string, string>): void {
  words = known;
}

export function speak(wanted: Language): void {
  language = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dataset.lang = wanted;
}

export function spoken(): Language {
  return language;
}

/** A text in the language of the reader; {1}, {2} … are filled in. */
export function t(english: string, ...filled: string[]): string {
  const text = language === "th" ? (words[english] ?? english) : english;
  return filled.length ? text.replace(/\{(\d)\}/g, (_, at: string) => filled[Number(at) - 1] ?? "") : text;
}
