/** Finding the least of a function without its slope: the simplex of J. A. Nelder and R. Mead (1965), within 0 to 1. */

export interface Found {
  readonly at: readonly number[];
  readonly value: number;
}

/** How far the simplex reaches from where it starts. */
const REACH = 0.15;
/** It has found its place where its corners differ by less. */
const NEAR = 1e-3;

/**
 * @param start a place whose coordinates lie within 0 to 1, as all that are tried do
 * @param most times that the function is asked
 */
export function descend(f: (at: readonly number[]) => number, start: readonly number[], most: number): Found {
  let asked = 0;
  const ask = (at: readonly number[]): Found => {
    asked++;
    const within = at.map((x) => Math.max(0, Math.min(1, x)));
    return { at: within, value: f(within) };
  };
  const corners = [ask(start), ...start.map((x, i) => ask(start.with(i, x > 0.5 ? x - REACH : x + REACH)))];
  const order = () => corners.sort((a, b) => a.value - b.value);
  order();
  while (asked < most && corners.at(-1)!.value - corners[0]!.value > NEAR) {
    const worst = corners.at(-1)!;
    const others = corners.slice(0, -1);
    const middle = start.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length);
    const along = (by: number) => ask(middle.map((x, i) => x + by * (worst.at[i]! - x)));
    const mirrored = along(-1);
    if (mirrored.value < corners[0]!.value) {
      const further = along(-2);
      corners[corners.length - 1] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < corners.at(-2)!.value) {
      corners[corners.length - 1] = mirrored;
    } else {
      const nearer = along(mirrored.value < worst.value ? -0.5 : 0.5);
      if (nearer.value < Math.min(worst.value, mirrored.value)) corners[corners.length - 1] = nearer;
      else {
        const [best, ...rest] = corners as [Found, ...Found[]];
        for (const [i, { at }] of rest.entries()) {
          corners[i + 1] = ask(at.map((x, d) => best.at[d]! + 0.5 * (x - best.at[d]!)));
        }
      }
    }
    order();
  }
  return corners[0]!;
}
