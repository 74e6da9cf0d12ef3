/** How much of a piece a network knows by heart, seen in what it predicts. */
import type { Batch } from '../net/batch.ts';
import type { Logs } from '../net/measure.ts';
import { LAGS } from '../net/sheet.ts';
import { END, EVENT_WORDS, EVENTS, eventSymbol, MOST_WORDS } from '../net/vocabulary.ts';

/**
 * Counts notes of bass, chords and melody that say something new (not what stood there one, two or four bars ago),
 * and how many of them were the likeliest of all words. A network that learns a piece by heart foretells them.
 */
export class Foretold {
  private news = 0;
  private foretold = 0;

  add({ sheets }: Pick<Batch, 'sheets'>, { events: logs }: Logs): void {
    let row = 0;
    for (const { events } of sheets) {
      events.event.forEach((event, i) => {
        const at = row + i;
        if (event < EVENTS.chords || event === END) return;
        const before = events.before.slice(i * LAGS.length * MOST_WORDS, (i + 1) * LAGS.length * MOST_WORDS);
        if (before.includes(eventSymbol(event))) return;
        this.news += 1;
        const own = logs[at * EVENT_WORDS + event]!;
        const words = logs.subarray(at * EVENT_WORDS, (at + 1) * EVENT_WORDS);
        if (words.every((log) => log <= own)) this.foretold += 1;
      });
      row += events.event.length;
    }
  }

  /** 0 to 1. */
  get share(): number {
    return this.foretold / Math.max(1, this.news);
  }
}
