// Links between pages take the shop, the period and the language along.

import type { State } from "./state";

export function keepLinks(state: State): () => void {
  return () => {
    const shared = state.shared().toString();
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-page-link]")) {
      const [address] = (link.getAttribute("href") ?? "").split("#");
      link.setAttribute("href", `${address}#${shared}`);
    }
  };
}
