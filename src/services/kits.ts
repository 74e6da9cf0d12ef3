/** Services about an artist's own kit: sounds handed over, with consent, shown, shared and taken back. */
import { fittedDrums } from '../cards/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { kindNamed, kindOfFile, MAX_KIT, payloadOf } from '../worker/kinds/index.ts';
import { filedFor, fileJob, resolveArtist, resolveFor, type ServiceContext } from './context.ts';
import { KIT_CONSENT, RECORDINGS_CONSENT } from './limits.ts';
import { checkMayAsk, checkMayStore } from './quotas.ts';
import { hasRight, requireRight } from './rights.ts';
import type { Services } from './services.ts';

/** References that a kit is learned from at most, the newest. */
const MOST_HEARD = 6;

type KitServices = Pick<Services, 'addToKit' | 'learnKit' | 'showKit' | 'kitFiles' | 'resetKit' | 'shareKit'>;

export function kitServices(context: ServiceContext): KitServices {
  const { store } = context;
  return {
    async addToKit(who, { artist: name, file, voice, consent, message }) {
      const artist = await resolveFor(context, 'kit-add', who, name);
      if (!consent) throw new BeatwrightError('consent-missing', { wording: KIT_CONSENT.wording });
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      // Before anything is fetched.
      await checkMayAsk(context, 'kit', who);
      await checkMayStore(context, who);
      const bytes = await file.read();
      await kindOfFile({ name: file.name, bytes });
      const sha256 = await store.blobs.put(bytes);
      const added = { name: file.name, sha256, voice, consent: KIT_CONSENT.version };
      const told = { subject: artist.name, artistId: artist.id, added };
      return fileJob(context, 'kit', told, who, message, (job) =>
        store.jobs.create({ ...job, holds: [sha256] }),
      );
    },
    async learnKit(who, { artist: name, consent, message }) {
      const artist = await resolveFor(context, 'kit-learn', who, name);
      if (!consent) throw new BeatwrightError('consent-missing', { wording: RECORDINGS_CONSENT.wording });
      // Others agreed to training, not to this.
      const own = (await store.references.list(artist.id)).filter(
        ({ kind, state, consent: given }) =>
          kind === 'audio' && state !== 'checking' && given.memberId === who.userId,
      );
      if (own.length === 0) throw new BeatwrightError('kit-no-recordings', { artist: artist.name });
      await checkMayStore(context, who);
      const references = own.slice(-MOST_HEARD).map(({ id }) => id);
      const learned = { references, consent: RECORDINGS_CONSENT.version };
      return fileJob(context, 'kit', { subject: artist.name, artistId: artist.id, learned }, who, message);
    },
    async showKit(who, { artist: name, message }) {
      const artist = await resolveFor(context, 'kit-see', who, name);
      const fitted = fittedDrums(await store.generators.current(artist.id));
      if ((await store.kits.list(artist.id)).length === 0 && fitted.length === 0) {
        throw new BeatwrightError('kit-empty', { artist: artist.name });
      }
      return fileJob(context, 'kit', { subject: artist.name, artistId: artist.id }, who, message);
    },
    async kitFiles(jobId) {
      const job = await store.jobs.get(jobId);
      const result = job && (await kindNamed('kit').result(store, job, payloadOf('kit', job)));
      if (result === undefined) throw new BeatwrightError('job-unknown');
      return { png: await store.blobs.get(result.picture), mp3: await store.blobs.get(result.loop) };
    },
    async resetKit(who, name) {
      const artist = await resolveArtist(context, who, name);
      const all = await store.kits.list(artist.id);
      const isAll = hasRight('kit-reset-others', who, artist);
      const own = all.filter(({ consent }) => consent.memberId === who.userId);
      // Whoever handed something over takes that back, whatever they are now.
      requireRight(own.length > 0 ? 'kit-reset-own' : 'kit-reset-others', who, artist);
      const fitted = isAll ? fittedDrums(await store.generators.current(artist.id)).length : 0;
      if (all.length + fitted === 0) throw new BeatwrightError('kit-empty', { artist: artist.name });
      const removal = { artistId: artist.id, memberId: who.userId, ...(!isAll && { givenBy: who.userId }) };
      const sounds = await store.kits.remove(removal);
      if (isAll) await store.generators.unfit(artist.id);
      return { artist: artist.name, sounds, left: all.length - sounds, fitted };
    },
    async shareKit(who, { artist: from, to: other }) {
      const artist = await resolveFor(context, 'kit-share', who, from);
      const to = await resolveFor(context, 'kit-share', who, other);
      if (artist.id === to.id) throw new BeatwrightError('kit-same');
      const all = await store.kits.list(artist.id);
      if (all.length === 0) throw new BeatwrightError('kit-empty', { artist: artist.name });
      // What others handed over, they handed over for this artist.
      const own = all.filter(({ consent }) => consent.memberId === who.userId);
      await checkMayStore(context, who);
      const sounds = await store.kits.add(to.id, own, MAX_KIT);
      return { artist: artist.name, to: to.name, sounds, others: all.length - own.length };
    },
  };
}
