/** Tracks that came together, with the stems of one song among them made one. */
import { type Song, songsOf } from '../music/index.ts';
import type { ReferenceKind, Store } from '../store/index.ts';
import { packStems } from '../threads/index.ts';
import { words } from '../words/index.ts';

/** A track as it came. */
export interface Track {
  readonly name: string;
  /** With its folders. */
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly sha256: string;
  readonly size: number;
}

/** A track of its own, or a song of several. */
export interface Whole extends Omit<Track, 'path'> {
  /** Of a song: the names of its files, and what each is, such as `808`. */
  readonly stems?: { readonly names: readonly string[]; readonly labels: readonly string[] };
}

export interface Joined {
  /** In the order of their first files; `undefined` where a file has gone into a song or was left out. */
  readonly wholes: readonly (Whole | undefined)[];
  readonly notes: readonly string[];
}

/**
 * Joins the stems of one song.
 * @param pack what the tracks came in, which names a song that has no name.
 */
export async function joinSongs(
  tracks: readonly Track[],
  pack: string,
  { blobs }: Pick<Store, 'blobs'>,
): Promise<Joined> {
  const wholes: (Whole | undefined)[] = tracks.map(({ path: _, ...track }) => track);
  const notes: string[] = [];
  for (const kind of ['midi', 'audio'] as const) {
    const places = tracks.flatMap((track, i) => (track.kind === kind ? [i] : []));
    for (const song of songsOf(places.map((i) => tracks[i]!.path))) {
      const placed = song.stems.map(({ index }) => places[index]!);
      const name = nameOf(song, pack);
      const files = [];
      for (const i of placed)
        files.push({ name: tracks[i]!.name, bytes: await blobs.get(tracks[i]!.sha256) });
      const bytes = await packStems(files);
      for (const i of placed) wholes[i] = undefined;
      for (const { index } of song.leftOut) wholes[places[index]!] = undefined;
      wholes[Math.min(...placed)] = {
        ...{ name, kind, size: bytes.length, sha256: await blobs.put(bytes) },
        stems: { names: files.map((file) => file.name), labels: song.stems.map(({ label }) => label) },
      };
      notes.push(...notesOn(song, name, (index) => tracks[places[index]!]!.name));
    }
  }
  return { wholes, notes };
}

function nameOf({ name, stems }: Song, pack: string): string {
  return name || pack || stems.map(({ label }) => label).join(', ');
}

function notesOn({ leftOut }: Song, name: string, fileOf: (index: number) => string): string[] {
  const of = (why: 'mix' | 'vocals') =>
    leftOut.filter((each) => each.why === why).map(({ index }) => fileOf(index));
  const [mixes, vocals] = [of('mix'), of('vocals')];
  return [
    ...(mixes.length > 0 ? [words.notes['song-mix']({ song: name, files: mixes })] : []),
    ...(vocals.length > 0 ? [words.notes['song-vocals']({ song: name, files: vocals })] : []),
  ];
}
