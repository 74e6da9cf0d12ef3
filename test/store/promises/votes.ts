import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beat, VoteCounts } from '../../../src/store/index.ts';
import { makeBeat, type OnDatabase, snowflake } from '../fixtures.ts';

const numbers = ({ takes }: VoteCounts) => takes.map(({ votes }) => votes);
const sum = (counts: VoteCounts) => numbers(counts).reduce((total, votes) => total + votes, 0);

export function votePromises(on: OnDatabase): void {
  const press = (beat: Beat, take: number, memberId: string) =>
    on.store.votes.cast({ beatId: beat.id, takeId: beat.takes[take]!.id, memberId });

  describe('a vote', () => {
    it('is one per member: it moves to another take, and a second press takes it back', async () => {
      const beat = await makeBeat(on.store);
      const [ann, bob] = [snowflake(), snowflake()];
      expect(numbers(await on.store.votes.counts(beat.id))).toEqual([0, 0, 0, 0]);
      expect(numbers(await press(beat, 0, ann))).toEqual([1, 0, 0, 0]);
      expect(numbers(await press(beat, 0, bob))).toEqual([2, 0, 0, 0]);
      const moved = await press(beat, 2, ann);
      expect(numbers(moved)).toEqual([1, 0, 1, 0]);
      expect(moved.choice).toBe(beat.takes[2]!.id);
      const back = await press(beat, 2, ann);
      expect(numbers(back)).toEqual([1, 0, 0, 0]);
      expect(back.choice).toBeNull();
      expect(await on.store.votes.counts(beat.id)).toEqual({
        beatId: beat.id,
        takes: beat.takes.map(({ id, name }, i) => ({ takeId: id, name, votes: i === 0 ? 1 : 0 })),
        revision: 4,
      });
    });

    it('of a member on one beat is no vote on another', async () => {
      const [one, two] = [await makeBeat(on.store), await makeBeat(on.store)];
      const ann = snowflake();
      await press(one, 1, ann);
      expect(numbers(await press(two, 1, ann))).toEqual([0, 1, 0, 0]);
      expect(numbers(await on.store.votes.counts(one.id))).toEqual([0, 1, 0, 0]);
    });

    it('for a take that the beat does not have is refused and counts nothing', async () => {
      const [one, two] = [await makeBeat(on.store), await makeBeat(on.store)];
      const astray = { beatId: one.id, takeId: two.takes[0]!.id, memberId: snowflake() };
      await expect(on.store.votes.cast(astray)).rejects.toMatchObject({ id: 'take-unknown' });
      await expect(on.store.votes.cast({ ...astray, beatId: 'gone' })).rejects.toMatchObject({
        id: 'take-unknown',
      });
      expect(await on.store.votes.counts(one.id)).toMatchObject({ revision: 0 });
      await expect(on.store.votes.counts('gone')).rejects.toMatchObject({ id: 'beat-unknown' });
    });

    it('outlives a restart', async () => {
      const beat = await makeBeat(on.store);
      const ann = snowflake();
      await press(beat, 3, ann);
      await on.reopen();
      expect(numbers(await on.store.votes.counts(beat.id))).toEqual([0, 0, 0, 1]);
      expect((await press(beat, 3, ann)).choice).toBeNull();
    });
  });

  describe('many members at once', () => {
    it('are all counted, and each sees the counts as they were right after its own press', async () => {
      const beat = await makeBeat(on.store);
      const results = await Promise.all(
        Array.from({ length: 80 }, (_, i) => press(beat, i % 4, snowflake())),
      );
      // Every press adds one vote, so the counts of a moment add up to the presses until then.
      for (const result of results) expect(sum(result)).toBe(result.revision);
      expect(new Set(results.map(({ revision }) => revision)).size).toBe(80);
      expect(numbers(await on.store.votes.counts(beat.id))).toEqual([20, 20, 20, 20]);
    });

    it('pressing on and off end where each one alone would have ended', async () => {
      const presses = fc.array(fc.array(fc.nat({ max: 3 }), { maxLength: 5 }), {
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(presses, async (members) => {
          const beat = await makeBeat(on.store);
          await Promise.all(
            members.map(async (takes) => {
              const memberId = snowflake();
              for (const take of takes) await press(beat, take, memberId);
            }),
          );
          const expected = [0, 0, 0, 0];
          for (const takes of members) {
            const choice = takes.reduce((held, take) => (held === take ? -1 : take), -1);
            if (choice >= 0) expected[choice]! += 1;
          }
          expect(numbers(await on.store.votes.counts(beat.id))).toEqual(expected);
        }),
        { numRuns: 6 },
      );
    });

    it('leave one vote or none when one of them hammers a button', async () => {
      const beat = await makeBeat(on.store);
      const ann = snowflake();
      const results = await Promise.all(Array.from({ length: 15 }, () => press(beat, 1, ann)));
      for (const result of results) expect(sum(result)).toBe(result.revision % 2);
      expect(numbers(await on.store.votes.counts(beat.id))).toEqual([0, 1, 0, 0]);
    });
  });
}
