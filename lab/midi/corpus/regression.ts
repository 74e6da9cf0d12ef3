/** Multinomial logistic regression with a penalty on large weights: for few features and some thousand rows. */

export interface Row {
  /** The right class, from 0. */
  readonly answer: number;
  readonly features: readonly number[];
  readonly source: string;
  /** How much it counts. */
  readonly weight: number;
}

/** The chance of each class. */
export function chances({ features }: Row, table: readonly (readonly number[])[]): number[] {
  const odds = table.map((own) => own.reduce((sum, weight, i) => sum + weight * features[i]!, 0));
  const most = Math.max(...odds);
  const shares = odds.map((one) => Math.exp(one - most));
  const total = shares.reduce((sum, one) => sum + one, 0);
  return shares.map((one) => one / total);
}

export interface FitOptions {
  readonly classes: number;
  readonly penalty: number;
  readonly steps: number;
  /** Whether each class counts the same, however many rows it has. */
  readonly isBalanced: boolean;
}

/** A row of weights for each class, by gradient descent with momentum over all rows. */
export function fitted(
  rows: readonly Row[],
  { classes, penalty, steps, isBalanced }: FitOptions,
): number[][] {
  const width = rows[0]!.features.length;
  const zeros = () => Array.from({ length: classes }, () => new Array<number>(width).fill(0));
  const [table, speed] = [zeros(), zeros()];
  const all = rows.reduce((sum, { weight }) => sum + weight, 0);
  const counts = table.map((_, i) => rows.reduce((sum, row) => sum + (row.answer === i ? row.weight : 0), 0));
  for (let step = 0; step < steps; step++) {
    const slope = table.map((own) => own.map((weight) => penalty * weight));
    for (const row of rows) {
      const share = row.weight / (isBalanced ? counts[row.answer]! * classes : all);
      for (const [i, chance] of chances(row, table).entries()) {
        const miss = (chance - (i === row.answer ? 1 : 0)) * share;
        for (const [feature, value] of row.features.entries()) slope[i]![feature]! += miss * value;
      }
    }
    for (const [i, own] of table.entries()) {
      for (const feature of own.keys()) {
        speed[i]![feature] = 0.9 * speed[i]![feature]! - 0.5 * slope[i]![feature]!;
        own[feature]! += speed[i]![feature]!;
      }
    }
  }
  return table;
}

/** How often each source's rows are told right, by class. */
export function scores(
  rows: readonly Row[],
  table: readonly (readonly number[])[],
  names: readonly string[],
): string[] {
  return [...new Set(rows.map(({ source }) => source))].flatMap((source) =>
    names.flatMap((name, answer) => {
      const own = rows.filter((row) => row.source === source && row.answer === answer);
      if (own.length === 0) return [];
      const wrong = new Map<string, number>();
      for (const row of own) {
        const told = chances(row, table);
        const best = told.indexOf(Math.max(...told));
        if (best !== answer) wrong.set(names[best]!, (wrong.get(names[best]!) ?? 0) + 1);
      }
      const misses = [...wrong.values()].reduce((sum, one) => sum + one, 0);
      const share = (((own.length - misses) / own.length) * 100).toFixed(1);
      return [`${source}, ${name}: ${share} % of ${own.length} ${JSON.stringify(Object.fromEntries(wrong))}`];
    }),
  );
}
