/** What a file is that somebody hands over. */
import { isMidi } from '../../music/index.ts';
import type { ReferenceKind } from '../../store/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { MAX_PACK_BYTES, MAX_REFERENCE_BYTES } from './limits.ts';

/** Archives other than ZIP, by the ending that `file-type` gives them. */
const ARCHIVES: Readonly<Record<string, string>> = { rar: 'RAR', '7z': '7z', tar: 'tar', 'tar.gz': 'tar' };
/** The first file of a ZIP, an empty ZIP, and one of a ZIP in several pieces. */
const ZIP_MARKS = [0x04034b50, 0x06054b50, 0x08074b50];

/**
 * What a file is by its content, whatever it is called. Some sound has no mark of its own at the start: what
 * is not known to be something else goes on to ffmpeg, which decides.
 * @throws BeatwrightError `reference-empty`, `reference-too-big`, `pack-too-big`, `pack-other`, `midi-not-midi`,
 * `reference-unsupported`.
 */
export async function kindOfFile({
  name,
  bytes,
}: {
  readonly name: string;
  readonly bytes: Uint8Array;
}): Promise<ReferenceKind | 'zip'> {
  if (bytes.length === 0) {
    throw new BeatwrightError('reference-empty', { name });
  }
  if (isZip(bytes)) {
    if (bytes.length <= MAX_PACK_BYTES) return 'zip';
    throw new BeatwrightError('pack-too-big', { name, most: MAX_PACK_BYTES });
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
  const archive = ARCHIVES[type.ext];
  if (archive !== undefined) throw new BeatwrightError('pack-other', { name, type: archive });
  throw new BeatwrightError('reference-unsupported', { name, type: `${type.ext}, ${type.mime}` });
}

function isZip(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const mark = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return ZIP_MARKS.includes(mark);
}
