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

function isThai(letter: string): boolean {
  return /^[\u0e00-\u0e7f]$/.test(letter);
}

/** A text in the language of the reader; {1}, {2} … are filled in. */
export function t(english: string, ...filled: string[]): string {
  const text = language === "th" ? (words[english] ?? english) : english;
  if (!filled.length) return text;
  return text.replace(/\{(\d)\}/g, (_, at: string, from: number) => {
    const word = filled[Number(at) - 1] ?? "";
    // Thai has no spaces between its words, and one before a word or number of another script.
    return isThai(text.charAt(from - 1)) && /^[\w฿+-]/.test(word) ? ` ${word}` : word;
  });
}
