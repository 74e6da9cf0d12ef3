/** An artist's own sounds: made ready once, shown, and played. */
import type { Audio } from '../audio/index.ts';
import type { Sound, Style } from '../music/index.ts';
import {
  fittedSounds,
  KITS,
  type Kit,
  kitLoop,
  kitPicture,
  kitUnder,
  kitWith,
  NEUTRAL,
  type OwnSound,
  oneShotOf,
  render,
  timbreSchema,
} from '../render/index.ts';
import type { JsonObject } from '../store/index.ts';
import type { OwnVoice, Tasks } from './messages.ts';
import { packWave, unpackWave } from './wave.ts';

type Input<N extends keyof Tasks> = Tasks[N]['input'];
type Output<N extends keyof Tasks> = Promise<Tasks[N]['output']>;

const SAMPLE_RATE = 44_100;
/** Longest sound of a kit, in seconds. */
const MOST_SECONDS = 20;

export async function oneShot(audio: Audio, { bytes, name, voice }: Input<'oneShot'>): Output<'oneShot'> {
  const options = { sampleRate: SAMPLE_RATE, channels: 1, maxSeconds: MOST_SECONDS } as const;
  const { sound, pitch } = oneShotOf(await audio.decode(bytes, options), voice, name);
  const seconds = sound.channels[0]!.length / SAMPLE_RATE;
  return { wav: packWave(sound), seconds, ...(pitch === undefined ? {} : { pitch }) };
}

export async function kitSheet(
  audio: Audio,
  { title, sounds, timbre }: Input<'kitSheet'>,
): Output<'kitSheet'> {
  const known = timbreSchema.safeParse(timbre).data;
  const fitted = known === undefined ? [] : fittedSounds(known);
  const own = sounds.map(openSound);
  const opened = [...own, ...fitted.filter(({ voice }) => own.every((sound) => sound.voice !== voice))];
  const { png, alt } = kitPicture(opened);
  const bars: Sound[] = [];
  for (const bar of kitLoop(opened)) bars.push(await render(bar));
  const tags = { title, artist: 'Beatwright' };
  return { png, alt, mp3: await audio.encode(joined(bars), { format: 'mp3', tags }) };
}

/** What a take is rendered with besides its style: a kit of one's own, or the style's with an artist's timbre and sounds. */
export function kitOf({
  style,
  kit,
  own,
  timbre,
  isStyleless,
}: {
  readonly style: Style;
  readonly isStyleless?: boolean | undefined;
  readonly kit?: Kit | undefined;
  readonly own?: readonly OwnVoice[] | undefined;
  readonly timbre?: JsonObject | undefined;
}): { readonly kit?: Kit } {
  // One that another version stored may not be readable any more: then the style's kit plays.
  const known = timbreSchema.safeParse(timbre).data;
  const plain = kit ?? (isStyleless ? NEUTRAL : KITS[style]);
  const toned = known === undefined ? plain : kitUnder(plain, known);
  return { kit: own === undefined ? toned : kitWith(toned, own.map(openSound)) };
}

function openSound({ voice, wav, pitch }: OwnVoice): OwnSound {
  return { voice, sound: unpackWave(wav), ...(pitch === undefined ? {} : { pitch }) };
}

/** One after the other. */
function joined(parts: readonly Sound[]): Sound {
  const channels = [0, 1].map((c) => {
    const pieces = parts.map((part) => part.channels[c]!);
    const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  });
  return { sampleRate: SAMPLE_RATE, channels };
}
