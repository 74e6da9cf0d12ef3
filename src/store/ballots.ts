/** Ballots: one a member and round, changed as long as votes are taken. */
import { BeatwrightError } from '../words/index.ts';
import type { Battles } from './battle-types.ts';
import type { Database } from './database.ts';

export function ballots({ transaction }: Database): Pick<Battles, 'vote'> {
  return {
    vote: ({ battleId, round, memberId, among, choices, most }) =>
      transaction(async (tx) => {
        // The write to the battle's row lets one in at a time, and none once its time is over.
        const open = await tx.$executeRaw`
          UPDATE battles SET revision = revision + 1
          WHERE id = ${battleId} AND phase = 'voting' AND round = ${round}::int AND deadline > now()`;
        if (open === 0) throw new BeatwrightError('battle-no-vote');
        const entries = await tx.battleEntry.findMany({
          where: { battleId, id: { in: [...choices] }, number: { not: null } },
          select: { memberId: true },
        });
        if (entries.length < new Set(choices).size) throw new BeatwrightError('battle-entry-gone');
        if (entries.some((entry) => entry.memberId === memberId)) throw new BeatwrightError('battle-own');
        const ballot = { battleId, round, memberId };
        await tx.battleVote.deleteMany({ where: { ...ballot, entryId: { in: [...among] } } });
        await tx.battleVote.createMany({
          data: [...new Set(choices)].map((entryId) => ({ ...ballot, entryId })),
          skipDuplicates: true,
        });
        const all = await tx.battleVote.findMany({
          where: ballot,
          select: { entry: { select: { number: true } } },
        });
        if (all.length > most) throw new BeatwrightError('battle-choices', { most });
        return all.flatMap(({ entry }) => entry.number ?? []).sort((x, y) => x - y);
      }),
  };
}
