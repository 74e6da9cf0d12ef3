/** All recordings of drums that a listener learns from, or that its thresholds are chosen by, kit by kit. */
import type { Audio } from '../../../src/audio/index.ts';
import { DRUMS } from '../../../src/music/index.ts';
import { readAvl } from './avl.ts';
import { readFreepats } from './freepats.ts';
import { readGmBank } from './gm-bank.ts';
import { readHydrogen } from './hydrogen.ts';
import type { Samples } from './samples.ts';
import { noShots, type RecordedKits } from './shots.ts';

/** In which Debian's packages put the kits. */
export const KITS_FOLDER = '/usr/share';

/**
 * Sonic Pi's samples that train, each one stroke, and the kits of Debian's packages.
 * @throws BeatwrightError `kits-absent`.
 */
export async function readRecordings(
  audio: Audio,
  { train }: Samples,
  share = KITS_FOLDER,
): Promise<RecordedKits> {
  const own = noShots();
  for (const drum of DRUMS) {
    own[drum] = train[drum].map(({ channels }) => [{ samples: channels[0]!, velocity: 127 }]);
  }
  const avl = await readAvl(audio, share);
  const { training, unheard } = await readHydrogen(audio, share);
  const freepats = await readFreepats(audio, share);
  const gm = await readGmBank(share);
  return { training: [own, ...training, ...avl, freepats, ...gm], unheard };
}
