// A line as small as a word: how a metric went over the period.

const WIDTH = 120;
const HEIGHT = 28;
const SVG = "http://www.w3.org/2000/svg";

/** Values from left to right; gaps where nothing is known. Says nothing to readers of the screen. */
export function sparkline(values: readonly (number | null)[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "sparkline");
  svg.setAttribute("aria-hidden", "true");
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (at: number) => (at / Math.max(1, values.length - 1)) * WIDTH;
  const y = (value: number) => 2 + (HEIGHT - 4) * (1 - (value - low) / (high - low || 1));
  let path = "";
  values.forEach((value, at) => {
    if (value === null) return;
    const isStart = at === 0 || values[at - 1] === null;
    path += `${isStart ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  line.setAttribute("vector-effect", "non-scaling-stroke");
  svg.append(line);
  return svg;
}
