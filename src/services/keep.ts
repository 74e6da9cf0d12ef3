/** Services that keep a take as a reference. */
import { BeatwrightError } from '../words/index.ts';
import { mostKept } from '../worker/kinds/index.ts';
import type { ServiceContext } from './context.ts';
import { KEPT_CONSENT } from './limits.ts';
import { checkMayAdd } from './quotas.ts';
import { hasRight } from './rights.ts';
import type { Services } from './services.ts';

export function keepServices(context: ServiceContext): Pick<Services, 'keepWinner'> {
  const { store } = context;
  return {
    async keepWinner(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined || beat.serverId !== who.serverId) throw new BeatwrightError('beat-unknown');
      const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
      if (artist === undefined) throw new BeatwrightError('keep-no-artist');
      if (!hasRight('take-keep', who, artist)) {
        throw new BeatwrightError('keep-owner-only', { artist: artist.name });
      }
      const { takes } = await store.votes.counts(beatId);
      const most = Math.max(...takes.map(({ votes }) => votes));
      const [won, other] = takes.filter(({ votes }) => votes === most);
      const take = beat.takes.find(({ id }) => id === won?.takeId);
      if (take === undefined || most === 0 || other !== undefined)
        throw new BeatwrightError('keep-no-winner');
      const all = await store.references.list(artist.id);
      const own = all.filter(({ keptFrom, state }) => keptFrom === null && state === 'ready').length;
      const kept = all.length - all.filter(({ keptFrom }) => keptFrom === null).length;
      if (kept >= mostKept(own)) {
        throw new BeatwrightError('keep-full', { artist: artist.name, own, kept, most: mostKept(own) });
      }
      await checkMayAdd(context, who, 1);
      const { bpm, key, seconds } = take.facts;
      await store.references.add({
        artistId: artist.id,
        kind: 'midi',
        name: `take ${take.name} of seed ${beat.seed}.mid`,
        sha256: take.files.midi,
        size: await store.blobs.size(take.files.midi),
        consent: { memberId: who.userId, wording: KEPT_CONSENT.version },
        keptFrom: `beat ${beat.id}, take ${take.name}`,
        analysis: { state: 'ready', seconds, bpm, key, scores: [await store.beats.score(take.id)] },
      });
      return { artist: artist.name, take: take.name, left: mostKept(own) - kept - 1 };
    },
  };
}
