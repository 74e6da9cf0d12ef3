/** Services about references: handing a track over, with consent, and taking it back. */
import { referenceCard, shownReference } from '../cards/index.ts';
import { isMidi } from '../music/index.ts';
import { newId, type ReferenceKind } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import {
  filedFor,
  fileJob,
  remember,
  resolveArtist,
  resolveManaged,
  type ServiceContext,
} from './context.ts';
import { CONSENT, MAX_REFERENCE_BYTES } from './limits.ts';
import type { Services } from './services.ts';

type ReferenceServices = Pick<
  Services,
  | 'checkMayContribute'
  | 'addReference'
  | 'listReferences'
  | 'removeReference'
  | 'showReference'
  | 'referencePicture'
>;

export function referenceServices(context: ServiceContext): ReferenceServices {
  const { store } = context;
  return {
    async checkMayContribute(who, artist) {
      await resolveManaged(context, who, artist);
    },
    async addReference(who, { artist: name, file, consent, message }) {
      await remember(context, who);
      const artist = await resolveManaged(context, who, name);
      if (!consent) {
        throw new BeatwrightError('consent-missing', { wording: CONSENT.wording });
      }
      const kind = await kindOf(file);
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      const reference = {
        id: newId(),
        artistId: artist.id,
        name: file.name,
        kind,
        sha256: await store.blobs.put(file.bytes),
        size: file.bytes.length,
        consent: { memberId: who.userId, wording: CONSENT.version },
        // Where nobody watches a message, nothing starts by itself.
        trainAfter: message && new Date(Date.now() + context.trainAfterMs),
      };
      const told = { subject: artist.name, referenceId: reference.id };
      return fileJob(context, 'ingest', told, who, message, async (job) => {
        return (await store.references.add({ ...reference, job })).job!;
      });
    },
    async listReferences(who, name) {
      const artist = await resolveArtist(context, who, name);
      const references = await store.references.list(artist.id);
      return references.toReversed().map(referenceCard);
    },
    async showReference(who, name, idOrName) {
      const artist = await resolveArtist(context, who, name);
      return shownReference(artist.name, await store.references.resolve(artist.id, idOrName));
    },
    async referencePicture(referenceId) {
      const picture = (await store.references.get(referenceId))?.picture ?? null;
      return picture === null ? undefined : { png: await store.blobs.get(picture.sha256), alt: picture.alt };
    },
    async removeReference(who, name, idOrName) {
      const artist = await resolveManaged(context, who, name);
      const reference = await store.references.resolve(artist.id, idOrName);
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

/**
 * What a file is by its content, whatever it is called. Some sound has no mark of its own at the start: what
 * is not known to be something else goes on to ffmpeg, which decides.
 */
async function kindOf({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ReferenceKind> {
  if (bytes.length === 0) {
    throw new BeatwrightError('reference-empty', { name });
  }
  if (bytes.length > MAX_REFERENCE_BYTES) {
    throw new BeatwrightError('reference-too-big', { name, bytes: bytes.length, most: MAX_REFERENCE_BYTES });
  }
  if (isMidi(bytes)) return 'midi';
  // Only whoever takes a file in loads this.
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes);
  if (type === undefined) {
    if (/\.(mid|midi)$/i.test(name)) {
      throw new BeatwrightError('midi-not-midi');
    }
    return 'audio';
  }
  if (type.mime === 'audio/midi') return 'midi';
  if (/^(audio|video)\//.test(type.mime)) return 'audio';
  throw new BeatwrightError('reference-unsupported', { name, type: `${type.ext}, ${type.mime}` });
}
