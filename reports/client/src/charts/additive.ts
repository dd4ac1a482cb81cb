// What may be summed: parts of such a metric add up to the whole, and may be stacked.

import type { Formula } from "../metrics";

export function isAdditive(formula: Formula): boolean {
  if (typeof formula === "number" || "distinct" in formula) return false;
  if ("sum" in formula || "last" in formula) return true;
  const [left, right] = formula.args;
  switch (formula.op) {
    case "+":
    case "-":
      return isAdditive(left) && isAdditive(right);
    case "*":
      return typeof left === "number" ? isAdditive(right) : typeof right === "number" && isAdditive(left);
    case "/":
      return typeof right === "number" && isAdditive(left);
  }
}

/** Whether nothing sold is nothing (0), or unknown (0 over 0). */
export function isRatio(formula: Formula): boolean {
  if (typeof formula === "number" || !("op" in formula)) return false;
  return (formula.op === "/" && typeof formula.args[1] !== "number") || formula.args.some(isRatio);
}
