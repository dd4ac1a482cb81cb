// Scripts that most readers never need, loaded from beside the client when they are asked for.

import { element } from "./page";

const asked = new Map<string, Promise<void>>();

/** Loads assets/<name>; a failure may be tried again. */
export function loadBeside(name: string): Promise<void> {
  const before = asked.get(name);
  if (before) return before;
  const loading = new Promise<void>((resolve, reject) => {
    const client = document.querySelector<HTMLScriptElement>('script[src*="assets/talad"]');
    const script = element("script");
    script.src = (client?.getAttribute("src") ?? "assets/talad.js").replace(/talad[^/]*$/, name);
    script.onload = () => resolve();
    script.onerror = () => {
      asked.delete(name);
      reject(new Error(`assets/${name} is missing`));
    };
    document.head.append(script);
  });
  asked.set(name, loading);
  return loading;
}
