/** Takes sounds into an artist's kit and shows it. */
import { fittedDrums, timbreOf } from '../../cards/index.ts';
import { pickSounds, type Voice, voiceOfPath } from '../../music/index.ts';
import type { NewKitSound } from '../../store/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { learnFrom } from '../kit-lesson.ts';
import { voicesOf } from '../kit-voices.ts';
import { openPack } from '../pack.ts';
import { kindOfFile } from './file-kind.ts';
import type { Handler, HandlerContext } from './kind.ts';
import type { KitPayload } from './kit.ts';
import { type KitResult, kitResult } from './kit-outcome.ts';
import { MAX_KIT } from './limits.ts';

type Added = NonNullable<KitPayload['added']>;

/** What came of what was handed over. */
interface Taken {
  readonly sounds: readonly Omit<NewKitSound, 'consent'>[];
  readonly leftOut: number;
  readonly refused: readonly string[];
}

/** @throws BeatwrightError `kit-empty`, `kit-not-heard`, `reference-gone`, `kit-full`, `kit-heavy`, `kit-changed`; of a file that cannot be taken. */
export const kit: Handler<KitPayload> = async (
  { subject: artist, artistId, added, learned },
  job,
  context,
) => {
  const { store, pool, progress, signal } = context;
  let told: KitResult['added'];
  if (added !== undefined) {
    progress(words.stages.reading, 5);
    const taken = await takeIn(added, artistId, artist, context);
    const consent = { memberId: job.memberId, wording: added.consent };
    const sounds = taken.sounds.map((sound) => ({ ...sound, consent }));
    told = {
      sounds: await store.kits.add(artistId, sounds, MAX_KIT, job.id),
      leftOut: taken.leftOut,
      refused: [...taken.refused],
    };
  }
  const lesson = learned && (await learnFrom(learned, artistId, job.memberId, context));
  const sounds = await store.kits.list(artistId);
  const generator = await store.generators.current(artistId);
  const fitted = fittedDrums(generator).filter((drum) => sounds.every(({ voice }) => voice !== drum));
  if (sounds.length === 0 && lesson !== undefined) throw new BeatwrightError('kit-not-heard', { artist });
  if (sounds.length + fitted.length === 0) throw new BeatwrightError('kit-empty', { artist });
  progress(words.stages.mixing, 60);
  const sheet = await pool.run(
    'kitSheet',
    { title: artist, sounds: await voicesOf(store, sounds), timbre: timbreOf(generator) },
    { signal },
  );
  const still = await store.kits.some(sounds.map(({ id }) => id));
  if (still.length < sounds.length) throw new BeatwrightError('kit-changed');
  const [picture, loop] = [await store.blobs.put(sheet.png), await store.blobs.put(sheet.mp3)];
  await store.jobs.keepResult(job.id, [picture, loop]);
  return kitResult.parse({
    artist,
    sounds: sounds.length,
    ...(told && { added: told }),
    ...(lesson && { learned: lesson }),
    ...(fitted.length > 0 && { fitted }),
    alt: sheet.alt,
    picture,
    loop,
  });
};

async function takeIn(
  { name, sha256, voice }: Added,
  artistId: string,
  artist: string,
  context: HandlerContext,
): Promise<Taken> {
  const bytes = await context.store.blobs.get(sha256);
  const kind = await kindOfFile({ name, bytes });
  if (kind === 'zip') return takeOut(name, bytes, await roomOf(artistId, artist, context), context);
  if (kind === 'midi') throw new BeatwrightError('kit-file', { name });
  const known = voice ?? voiceOfPath(name);
  if (known === undefined) throw new BeatwrightError('kit-voice', { name });
  return { sounds: [await ready(name, known, bytes, context)], leftOut: 0, refused: [] };
}

/** How many sounds may be added. */
async function roomOf(artistId: string, artist: string, { store }: HandlerContext): Promise<number> {
  const room = MAX_KIT.sounds - (await store.kits.list(artistId)).length;
  if (room > 0) return room;
  throw new BeatwrightError('kit-full', { artist, most: MAX_KIT.sounds });
}

/** The sounds in a ZIP, by what their names say. */
async function takeOut(
  from: string,
  bytes: Uint8Array,
  room: number,
  context: HandlerContext,
): Promise<Taken> {
  const pack = await openPack(from, bytes, (paths) => pickSounds(paths, room).map(({ index }) => index));
  const sounds: Omit<NewKitSound, 'consent'>[] = [];
  const refused: string[] = [];
  for await (const entry of pack.tracks(context.signal)) {
    try {
      if ('error' in entry) throw entry.error;
      const voice = voiceOfPath(entry.path);
      if (voice === undefined || entry.kind === 'midi') {
        throw new BeatwrightError('kit-file', { name: entry.name });
      }
      sounds.push(await ready(entry.name, voice, entry.bytes, context));
    } catch (error) {
      if (!(error instanceof BeatwrightError)) throw error;
      refused.push(error.message);
    }
  }
  if (sounds.length === 0 && refused.length === 0) throw new BeatwrightError('kit-nothing', { name: from });
  return { sounds, leftOut: pack.passedOver.length, refused };
}

async function ready(
  name: string,
  voice: Voice,
  bytes: Uint8Array,
  { store, pool, signal }: HandlerContext,
): Promise<Omit<NewKitSound, 'consent'>> {
  const { wav, seconds, pitch = null } = await pool.run('oneShot', { bytes, name, voice }, { signal });
  return { name, voice, sha256: await store.blobs.put(wav), size: wav.length, seconds, pitch };
}
