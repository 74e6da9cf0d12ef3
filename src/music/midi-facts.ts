/** The key of a MIDI file: what the file, its name and its notes say of it. */
import { words } from '../words/index.ts';
import { keyName, keyOfSignature, keySignature } from './key.ts';
import { estimateKey, keyOn } from './key-estimate.ts';
import type { MidiFile } from './midi-file.ts';
import type { Parts } from './midi-parts.ts';
import type { NameFacts } from './name-facts.ts';
import type { Key, Score } from './score.ts';

/** What a text event of the file says. */
export interface Said {
  readonly key?: Key;
  readonly bars?: number;
}

export interface KeyFound {
  readonly key: Key;
  readonly from: 'file' | 'name' | 'notes' | 'nothing';
  readonly warnings: readonly string[];
}

/**
 * The key that the file says, else the one that its name says, else the one that its notes are in. A signature
 * of C major is what DAWs write that were told nothing, so that the name and the notes overrule it.
 */
export function keyOf(
  file: MidiFile,
  said: Said,
  name: NameFacts,
  piece: Parts & Pick<Score, 'bars'>,
): KeyFound {
  const signed = said.key ?? signatureOf(file);
  const inName = name.key && {
    ...name.key,
    key: name.key.hasMode ? name.key.key : onTonic(name.key.key.tonic),
  };
  function onTonic(tonic: number): Key {
    // A tonic alone is in the mode that the signature leaves it, else in that of the notes.
    const fits = (['minor', 'major'] as const).find(
      (mode) => signed && agree(signed, { tonic, mode }, false),
    );
    return fits ? { tonic, mode: fits } : keyOn(tonic, piece);
  }
  const notes = inName?.note === undefined ? [] : [inName.note];
  if (signed && inName && !agree(signed, inName.key, said.key !== undefined)) {
    return {
      key: signed,
      from: 'file',
      warnings: [words.notes['midi-key-differs']({ inFile: keyName(signed), inName: keyName(inName.key) })],
    };
  }
  if (signed && (!inName || said.key)) return { key: signed, from: 'file', warnings: [] };
  if (inName) return { key: inName.key, from: 'name', warnings: notes };
  const heard = estimateKey(piece);
  if (heard) return { key: heard, from: 'notes', warnings: [] };
  return { key: { tonic: 0, mode: 'minor' }, from: 'nothing', warnings: [] };
}

/** Whether two keys agree; a signature stands for any key that has it, so that the name says it more exactly. */
function agree(a: Key, b: Key, isExact: boolean): boolean {
  if (isExact) return a.tonic === b.tonic && a.mode === b.mode;
  return keySignature(a) === keySignature(b);
}

function signatureOf({ tracks }: MidiFile): Key | undefined {
  for (const track of tracks) {
    for (const { event } of track) {
      if (event.type !== 'keySignature') continue;
      const isDefault = event.fifths === 0 && event.mode === 'major';
      return isDefault ? undefined : keyOfSignature(event.fifths, event.mode);
    }
  }
  return undefined;
}
