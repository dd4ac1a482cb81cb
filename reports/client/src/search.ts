// The head of the page: the menu of a phone, and the search over all pages of the site.

import { spoken, t } from "./i18n";
import { element } from "./page";
import type { State } from "./state";

type Said = [english: string, thai?: string];
type Item = [kind: "heading" | "text" | "metric", ...Said];

/** assets/search.js, as reports/render/search.py writes it. */
export type SearchIndex = {
  pages: { file: string; title: Said; items: Item[] }[];
  entities: [file: string, title: string, key: string, kind: Said][];
};

type Found = { file: string; title: string; place: string; rank: number };

export const SEARCH = "/search";
const MOST = 12;
const MOST_PER_PAGE = 3;
const AROUND = 40;
const RANK = { page: 0, entity: 1, metric: 2, heading: 3, text: 4 };

const plain = (text: string) => text.normalize("NFC").toLowerCase();

/** In the reader's language, else in English. */
const inWords = ([english, thai]: Said) => (spoken() === "th" && thai) || english;

/** Where all of what was typed occurs in one of the two languages, that text; else nothing. */
function match(terms: string[], said: readonly (string | undefined)[]): string | undefined {
  const all = spoken() === "th" ? [...said].reverse() : said;
  return all.find((text) => text && terms.every((term) => plain(text).includes(term)));
}

export function find(index: SearchIndex, typed: string): Found[] {
  const terms = plain(typed).split(/\s+/).filter(Boolean);
  if (!terms.length) return [];
  const found: Found[] = [];
  const add = (file: string, title: string, place: string, kind: keyof typeof RANK, text: string) => {
    const rank = RANK[kind] - (plain(text).startsWith(terms[0]!) ? 0.5 : 0);
    found.push({ file, title, place, rank });
  };
  for (const { file, title, items } of index.pages) {
    const name = match(terms, title);
    if (name) add(file, inWords(title), "", "page", name);
    for (const [kind, ...said] of items) {
      const text = match(terms, said);
      if (text) add(file, inWords(title), snippet(text, terms[0]!), kind, text);
    }
  }
  for (const [file, title, key, kind] of index.entities) {
    const text = match(terms, [title, key]);
    const place = [inWords(kind), key].filter(Boolean).join(" · ");
    if (text) add(file, title, place, "entity", text);
  }
  found.sort((a, b) => a.rank - b.rank);
  const perPage = new Map<string, number>();
  const isRoom = ({ file }: Found) => {
    const count = (perPage.get(file) ?? 0) + 1;
    perPage.set(file, count);
    return count <= MOST_PER_PAGE;
  };
  return found.filter(isRoom).slice(0, MOST);
}

/** A long text around what was found in it. */
function snippet(text: string, term: string): string {
  const at = Math.max(0, plain(text).indexOf(term));
  const from = Math.max(0, at - AROUND);
  const to = at + term.length + AROUND;
  return `${from ? "…" : ""}${text.slice(from, to).trim()}${to < text.length ? "…" : ""}`;
}

/** Tells what to do when the language changes. `root` leads from the page to the site's folder. */
export function head(root: string, state: State): () => void {
  const button = document.querySelector<HTMLButtonElement>(".menu-button");
  button?.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  });
  const input = document.querySelector<HTMLInputElement>("#site-search");
  const list = document.querySelector<HTMLUListElement>("#site-found");
  const box = input?.parentElement;
  if (!input || !list || !box) return () => {};

  const draw = () => {
    const index = window.taladData?.[SEARCH] as SearchIndex | undefined;
    const typed = input.value.trim();
    list.hidden = !typed || !index;
    if (list.hidden || !index) return;
    const links = find(index, typed).map(({ file, title, place }) => {
      const line = element("li");
      const link = element("a", "", title);
      link.href = `${root}${file}#${state.shared()}`;
      link.append(element("span", "place", place));
      line.append(link);
      return line;
    });
    list.replaceChildren(...(links.length ? links : [element("li", "nothing", t("Nothing is found."))]));
  };
  let isAsked = false;
  input.addEventListener("focus", () => {
    if (isAsked) return draw();
    isAsked = true;
    const script = element("script");
    script.src = `${root}assets/search.js`;
    script.addEventListener("load", draw);
    document.head.append(script);
  });
  input.addEventListener("input", draw);
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget as Node | null)) list.hidden = true;
  });
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Escape") {
      input.value = "";
      list.hidden = true;
      input.blur();
    } else if (event.key === "Enter" && at < 0) {
      links[0]?.click();
    } else if (event.key === "ArrowDown") {
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp") {
      (at > 0 ? links[at - 1]! : input).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  return () => {
    input.setAttribute("aria-label", t("Search"));
    input.placeholder = `${t("Search")}  /`;
    draw();
  };
}
