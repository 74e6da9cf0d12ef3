/** A General MIDI synthesiser that has nothing of ours in it, where it is installed. */

import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Audio } from '../../../src/audio/index.ts';
import { LISTEN_RATE } from '../../../src/listen/index.ts';
import type { Sound } from '../../../src/music/index.ts';
import { undefinedIfAbsent } from '../../../src/words/index.ts';

/** Where Debian's fluid-soundfont-gm keeps its SoundFont. */
const SOUNDFONT = '/usr/share/sounds/sf2/FluidR3_GM.sf2';
const run = promisify(execFile);

/** A MIDI file as `fluidsynth -F` plays it; undefined where it or its SoundFont is not installed. */
export async function playFluidsynth(midi: Uint8Array, audio: Audio): Promise<Sound | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-fluid-'));
  try {
    await access(SOUNDFONT);
    const [source, wav] = [join(folder, 'track.mid'), join(folder, 'track.wav')];
    await writeFile(source, midi);
    await run('fluidsynth', ['-ni', '-q', '-r', String(LISTEN_RATE), '-F', wav, SOUNDFONT, source]);
    return await audio.decode(wav, { sampleRate: LISTEN_RATE, channels: 2 });
  } catch (error) {
    return undefinedIfAbsent(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
