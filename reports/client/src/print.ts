// On paper a chart takes the width of its card: its drawing is scaled, for a page that is printed is
// laid out anew and gives a chart no time to draw itself again.

const CHARTS = ".chart > div > svg";

/** `flush` draws what is not drawn yet. To be called when the page has its parts, which prepare first. */
export function forPaper(flush: () => void): void {
  addEventListener("beforeprint", () => {
    flush();
    for (const drawing of document.querySelectorAll(CHARTS)) {
      const { width, height } = drawing.getBoundingClientRect();
      if (width && height) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  addEventListener("afterprint", () => {
    for (const drawing of document.querySelectorAll(CHARTS)) drawing.removeAttribute("viewBox");
  });
}
