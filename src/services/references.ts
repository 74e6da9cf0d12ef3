/** Services about references: handing a track over, with consent, and taking it back. */
import { referenceCard, shownReference } from '../cards/index.ts';
import { type Artist, newId, type Reference, type ReferenceKind } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { kindOfFile, MAX_FILES } from '../worker/kinds/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import { filedFor, fileJob, referenceOf, resolveArtist, resolveFor, type ServiceContext } from './context.ts';
import { CONSENT } from './limits.ts';
import { checkMayAdd, checkMayAsk } from './quotas.ts';
import { hasRight, requireRight, whose } from './rights.ts';
import type { FileToAdd, JobTicket, ReferenceUploads, Services } from './services.ts';

type ReferenceServices = Pick<
  Services,
  | 'checkMayContribute'
  | 'addReference'
  | 'addReferences'
  | 'separateStems'
  | 'listReferences'
  | 'removeReference'
  | 'showReference'
  | 'referencePicture'
>;

export function referenceServices(context: ServiceContext): ReferenceServices {
  const { store } = context;

  /** An artist that the asker hands something over for, with consent. */
  async function contributedTo(who: Asker, name: string, consent: boolean): Promise<Artist> {
    const artist = await resolveFor(context, 'reference-add', who, name);
    if (consent) return artist;
    throw new BeatwrightError('consent-missing', { wording: CONSENT.wording });
  }

  async function addOne(
    who: Asker,
    artist: Artist,
    { name, bytes, kind }: { name: string; bytes: Uint8Array; kind: ReferenceKind },
    message: MessagePlace | undefined,
  ): Promise<JobTicket> {
    const reference = {
      id: newId(),
      artistId: artist.id,
      name,
      kind,
      sha256: await store.blobs.put(bytes),
      size: bytes.length,
      consent: { memberId: who.userId, wording: CONSENT.version },
      // Where nobody watches a message, nothing starts by itself.
      trainAfter: message && new Date(Date.now() + context.trainAfterMs),
    };
    const told = { subject: artist.name, referenceId: reference.id };
    return fileJob(context, 'ingest', told, who, message, async (job) => {
      return (await store.references.add({ ...reference, job })).job!;
    });
  }

  /** Files that a job takes in together: each as a blob, or why it cannot be taken. */
  async function addBatch(
    who: Asker,
    artist: Artist,
    files: readonly FileToAdd[],
    message: MessagePlace | undefined,
  ): Promise<JobTicket> {
    const taken: { name: string; sha256?: string; refusal?: { id: string; text: string } }[] = [];
    // One after the other: together they may be more than fits into memory.
    for (const { name, read } of files) {
      try {
        const bytes = await read();
        await kindOfFile({ name, bytes });
        taken.push({ name, sha256: await store.blobs.put(bytes) });
      } catch (error) {
        if (!(error instanceof BeatwrightError)) throw error;
        taken.push({ name, refusal: { id: error.id, text: error.message } });
      }
    }
    const told = {
      subject: artist.name,
      artistId: artist.id,
      files: taken,
      consent: CONSENT.version,
      trainAfterMs: message && context.trainAfterMs,
    };
    const holds = taken.flatMap(({ sha256 }) => sha256 ?? []);
    return fileJob(context, 'batch', told, who, message, (job) => store.jobs.create({ ...job, holds }));
  }

  async function addReferences(
    who: Asker,
    { artist: name, files, consent, message }: ReferenceUploads,
  ): Promise<JobTicket> {
    const artist = await contributedTo(who, name, consent);
    if (files.length > MAX_FILES) {
      throw new BeatwrightError('batch-too-many', { files: files.length, most: MAX_FILES });
    }
    const earlier = await filedFor(context, message);
    if (earlier !== undefined) return earlier;
    // Before anything is fetched.
    await checkMayAsk(context, 'batch', who);
    await checkMayAdd(context, who, files.length);
    const [only] = files;
    if (files.length > 1 || only === undefined) return addBatch(who, artist, files, message);
    const file = { name: only.name, bytes: await only.read() };
    const kind = await kindOfFile(file);
    if (kind !== 'zip') return addOne(who, artist, { ...file, kind }, message);
    return addBatch(who, artist, [{ name: file.name, read: async () => file.bytes }], message);
  }

  /** @throws BeatwrightError `reference-unknown`, with the names that the asker may see. */
  async function resolveSeen(who: Asker, artist: Artist, idOrName: string): Promise<Reference> {
    const seen = (reference: Reference) => maySee(who, artist, reference);
    return store.references.resolve(artist.id, idOrName, seen);
  }

  return {
    async checkMayContribute(who, artist) {
      await resolveFor(context, 'reference-add', who, artist);
    },
    async addReference(who, { file, ...rest }) {
      return addReferences(who, { ...rest, files: [{ name: file.name, read: async () => file.bytes }] });
    },
    addReferences,
    async separateStems(who, { referenceId, message }) {
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      const found = await referenceOf(context, referenceId);
      if (found?.artist.serverId !== who.serverId) throw new BeatwrightError('stems-gone');
      const { reference, artist } = found;
      const { name, stems, consent } = reference;
      requireRight(whose('reference-correct', consent.memberId, who), who, artist);
      if (stems.length === 0) throw new BeatwrightError('stems-none', { name });
      const told = {
        ...{ subject: artist.name, artistId: artist.id, apart: referenceId, files: [] },
        consent: consent.wording,
        trainAfterMs: message && context.trainAfterMs,
      };
      try {
        return await fileJob(context, 'batch', told, who, message);
      } catch (error) {
        if (!(error instanceof BeatwrightError && error.id === 'job-exclusive')) throw error;
        throw new BeatwrightError('stems-busy', { name });
      }
    },
    async listReferences(who, name) {
      const artist = await resolveArtist(context, who, name);
      const references = await store.references.list(artist.id);
      const seen = references.filter((each) => maySee(who, artist, each));
      return seen.toReversed().map(referenceCard);
    },
    async showReference(who, name, idOrName) {
      const artist = await resolveArtist(context, who, name);
      return shownReference(artist.name, await resolveSeen(who, artist, idOrName));
    },
    async referencePicture(referenceId, who) {
      const found = await referenceOf(context, referenceId);
      if (found === undefined) return undefined;
      const { reference, artist } = found;
      if (who === undefined ? artist.hidesReferences : !maySee(who, artist, reference)) return undefined;
      const { picture } = reference;
      return picture === null ? undefined : { png: await store.blobs.get(picture.sha256), alt: picture.alt };
    },
    async removeReference(who, name, idOrName) {
      const artist = await resolveArtist(context, who, name);
      const reference = await resolveSeen(who, artist, idOrName);
      requireRight(whose('reference-remove', reference.consent.memberId, who), who, artist);
      const { retired } = await store.references.remove({ referenceId: reference.id, memberId: who.userId });
      const left = await store.generators.current(artist.id);
      return {
        name: reference.name,
        retired: retired.map(({ version }) => version),
        version: left?.version,
      };
    },
  };
}

/** Whether the asker may see a reference's name and picture. */
function maySee(who: Asker, artist: Artist, { consent }: Reference): boolean {
  if (artist.serverId !== who.serverId) return false;
  const action = whose('reference-see', consent.memberId, who);
  if (action === 'reference-see-others' && artist.hidesReferences)
    return hasRight('reference-see-private', who, artist);
  return hasRight(action, who, artist);
}
