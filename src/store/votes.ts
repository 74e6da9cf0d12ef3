/** Votes: one a member and beat, moved and taken back by pressing buttons. */
import { BeatwrightError } from '../words/index.ts';
import type { Database, Tx } from './database.ts';
import type { VoteCounts } from './rows.ts';
import type { Votes } from './types.ts';

export function votes({ transaction }: Database): Votes {
  return {
    cast: ({ beatId, takeId, memberId }) =>
      transaction(async (tx) => {
        // The first write to the beat's row lets one press in at a time, so that the counts are of one moment.
        const { count } = await tx.beat.updateMany({
          where: { id: beatId, takes: { some: { id: takeId } } },
          data: { revision: { increment: 1 } },
        });
        if (count === 0) throw new BeatwrightError('take-unknown');
        const vote = { beatId, memberId };
        const { count: takenBack } = await tx.vote.deleteMany({ where: { ...vote, takeId } });
        if (takenBack === 0) {
          await tx.vote.upsert({
            where: { beatId_memberId: vote },
            create: { ...vote, takeId },
            update: { takeId, castAt: new Date() },
          });
        }
        return { ...(await countVotes(tx, beatId)), choice: takenBack === 0 ? takeId : null };
      }),

    counts: (beatId) => transaction((tx) => countVotes(tx, beatId)),
  };
}

async function countVotes(tx: Tx, beatId: string): Promise<VoteCounts> {
  const beat = await tx.beat.findUnique({
    where: { id: beatId },
    select: {
      revision: true,
      takes: {
        select: { id: true, name: true, _count: { select: { votes: true } } },
        orderBy: { name: 'asc' },
      },
    },
  });
  if (beat === null) {
    throw new BeatwrightError('beat-unknown');
  }
  const takes = beat.takes.map(({ id, name, _count }) => ({ takeId: id, name, votes: _count.votes }));
  return { beatId, takes, revision: beat.revision };
}
