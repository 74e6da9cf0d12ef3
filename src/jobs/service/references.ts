/** Services about references: handing a track over, with consent, and taking it back. */
import { fileTypeFromBuffer } from 'file-type';
import { BeatwrightError, isMidi } from '../../music/index.ts';
import type { Reference, ReferenceKind } from '../../store/index.ts';
import { correctionsOf } from '../hear.ts';
import {
  CONSENT,
  MAX_REFERENCE_BYTES,
  type ReferenceView,
  type Services,
  type ShownReference,
} from '../services.ts';
import { asked, filedFor, remember, resolveArtist, resolveManaged, type ServiceContext } from './context.ts';

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
  const { store, send } = context;
  return {
    async checkMayContribute(who, artist) {
      await resolveManaged(context, who, artist);
    },
    async addReference(who, { artist: name, file, consent, message }) {
      await remember(context, who);
      const artist = await resolveManaged(context, who, name);
      if (!consent) {
        throw new BeatwrightError(
          'consent-missing',
          `Nothing was stored: a reference needs your word for it. Set consent to true if it holds: “${CONSENT.wording}”.`,
        );
      }
      const kind = await kindOf(file);
      const earlier = await filedFor(context, message);
      if (earlier !== undefined) return earlier;
      const { job } = await store.references.add({
        artistId: artist.id,
        name: file.name,
        kind,
        sha256: await store.blobs.put(file.bytes),
        size: file.bytes.length,
        consent: { memberId: who.userId, wording: CONSENT.version },
        // Where nobody watches a message, nothing starts by itself.
        ...(message === undefined ? {} : { trainAfter: new Date(Date.now() + context.trainAfterMs) }),
        job: {
          kind: 'ingest',
          payload: { subject: artist.name },
          ...asked(who, message),
        },
      });
      await send(job!);
      return { jobId: job!.id };
    },
    async listReferences(who, name) {
      const artist = await resolveArtist(context, who, name);
      const references = await store.references.list(artist.id);
      return references.toReversed().map(referenceView);
    },
    async showReference(who, name, idOrName) {
      const artist = await resolveArtist(context, who, name);
      return shown(artist.name, await store.references.resolve(artist.id, idOrName));
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
        ...(left === undefined ? {} : { version: left.version }),
      };
    },
  };
}

export function shown(artist: string, reference: Reference): ShownReference {
  return { artist, reference: referenceView(reference), warnings: reference.warnings };
}

function correctedOf(reference: Reference): Pick<ReferenceView, 'corrected'> {
  const last = reference.corrections.at(-1);
  if (last === undefined) return {};
  return { corrected: { ...correctionsOf(reference), byId: last.memberId, at: last.at } };
}

export function referenceView(reference: Reference): ReferenceView {
  const { id, name, kind, state, size, seconds, bpm, key, hearing, scoreCount, consent, createdAt } =
    reference;
  return {
    id,
    name,
    kind,
    state,
    size,
    ...(seconds === null ? {} : { seconds }),
    loops: scoreCount,
    ...(bpm === null ? {} : { bpm }),
    ...(key === null ? {} : { key }),
    ...(hearing === null ? {} : { hearing }),
    ...correctedOf(reference),
    addedById: consent.memberId,
    addedAt: createdAt,
  };
}

/**
 * What a file is by its content, whatever it is called. Some sound has no mark of its own at the start: what
 * is not known to be something else goes on to ffmpeg, which decides.
 */
async function kindOf({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ReferenceKind> {
  if (bytes.length === 0) {
    throw new BeatwrightError(
      'reference-empty',
      `${name} is empty: there is nothing in it to hear. Send it again.`,
    );
  }
  if (bytes.length > MAX_REFERENCE_BYTES) {
    throw new BeatwrightError(
      'reference-too-big',
      `${name} has ${(bytes.length / 2 ** 20).toFixed(1)} MiB; the most is ${MAX_REFERENCE_BYTES / 2 ** 20} MiB. Send an MP3 of it, or only the part with the loop.`,
    );
  }
  if (isMidi(bytes)) return 'midi';
  const type = await fileTypeFromBuffer(bytes);
  if (type === undefined) {
    if (/\.(mid|midi)$/i.test(name)) {
      throw new BeatwrightError(
        'midi-not-midi',
        `${name} is called a MIDI file but does not begin like one. Export it again as a standard MIDI file (.mid).`,
      );
    }
    return 'audio';
  }
  if (type.mime === 'audio/midi') return 'midi';
  if (/^(audio|video)\//.test(type.mime)) return 'audio';
  throw new BeatwrightError(
    'reference-unsupported',
    `${name} is not music: its content is ${type.ext} (${type.mime}). Send a MIDI file or audio such as MP3, WAV, FLAC, M4A or Ogg.`,
  );
}
