/** ID3v2.3 tags, which MP3 and WAV files carry alike. */
import NodeID3 from 'node-id3';
import { provenanceOf } from '../music/index.ts';
import type { Tags } from './tags.ts';
import { xmpOf } from './xmp.ts';

/** The tag's bytes, to stand before the MP3 frames or in WAV's `id3 ` chunk. @param seconds the sound's length */
export function id3Of(tags: Tags, seconds: number): Uint8Array {
  const { title, artist, bpm, key, origin, markers = [] } = tags;
  const provenance = origin && provenanceOf(origin);
  const comment = tags.comment ?? provenance?.sentence;
  const written: NodeID3.Tags = {
    ...(title === undefined ? {} : { title }),
    ...(artist === undefined ? {} : { artist }),
    // ID3v2.3 wants whole numbers in TBPM.
    ...(bpm === undefined ? {} : { bpm: String(Math.round(bpm)) }),
    ...(key === undefined ? {} : { initialKey: key }),
    ...(comment === undefined ? {} : { comment: { language: 'eng', text: comment } }),
    ...(provenance && {
      userDefinedText: Object.entries(provenance.fields).map(([description, value]) => ({
        description,
        value,
      })),
      // As Adobe's XMP specification has it, part 3.
      private: [{ ownerIdentifier: 'XMP', data: xmpOf(provenance) }],
    }),
    ...(markers.length === 0
      ? {}
      : { chapter: chaptersOf(markers, seconds), tableOfContents: contentsOf(markers) }),
  };
  return NodeID3.create(written);
}

function chaptersOf(markers: NonNullable<Tags['markers']>, seconds: number) {
  return markers.map((marker, i) => ({
    elementID: `c${i}`,
    startTimeMs: Math.round(marker.seconds * 1000),
    endTimeMs: Math.round((markers[i + 1]?.seconds ?? seconds) * 1000),
    tags: { title: marker.label },
  }));
}

function contentsOf(markers: NonNullable<Tags['markers']>) {
  return [{ elementID: 'toc', isOrdered: true, elements: markers.map((_, i) => `c${i}`) }];
}

/** An MP3 under another tag than the one that stands before it: its sound stays to the byte. */
export function retagged(mp3: Uint8Array, tags: Tags): Uint8Array {
  return Buffer.concat([id3Of(tags, 0), mp3.subarray(tagLength(mp3))]);
}

/** Bytes of an ID3v2 tag at the start: ten, and as many as four bytes of seven bits say. */
function tagLength(mp3: Uint8Array): number {
  if (Buffer.from(mp3.subarray(0, 3)).toString('latin1') !== 'ID3') return 0;
  return 10 + mp3.subarray(6, 10).reduce((size, byte) => (size << 7) | (byte & 0x7f), 0);
}
