/** Lyrics and the flow that is measured from them. */
import { count, listed, tempo } from '../text.ts';

const FORMATS: Readonly<Record<string, string>> = {
  docx: 'a Word document (DOCX)',
  cfb: 'an old Word document (DOC)',
  odt: 'an OpenDocument text (ODT)',
  pdf: 'a PDF',
  html: 'a web page (HTML)',
  xml: 'an XML file',
  pages: 'a Pages document',
  zip: 'a ZIP file',
};

export const errors = {
  'lyrics-not-text':
    'This is not a plain text file. Save the lyrics as .txt, one line per bar, or paste them instead of a file.',
  /** `format`: the usual ending of such files. */
  'lyrics-format': ({ format }: { format: string }) =>
    `This is ${FORMATS[format] ?? `a file of the type ${format}`}, not plain text. Copy the lyrics out of it and paste them, or save them as plain text (.txt), one line per bar.`,
  'lyrics-encoding':
    'The letters of this text file cannot be recognised. Save it again as .txt with the encoding UTF-8, or paste the lyrics instead of a file.',
  'lyrics-too-long': ({ characters, most }: { characters: number; most: number }) =>
    `These lyrics have ${count(characters, 'character')}; the limit is ${most.toLocaleString('en')}. A few verses are enough.`,
  'lyrics-too-short': ({ lines, least }: { lines: number; least: number }) =>
    `These lyrics have only ${count(lines, 'line')}; at least ${least} are needed to measure a flow. Write one line per bar.`,
  'lyrics-long-line': ({ words }: { words: number }) =>
    `One line of these lyrics has ${count(words, 'word')}, more than fit in a bar. Write one line per bar.`,
  'lyrics-busy':
    'Too many lyrics are waiting to be measured. Nothing was saved; send yours again in a minute.',
  'lyrics-unreadable':
    'The syllables of these lyrics cannot be counted. Write them in Latin, Cyrillic, Greek, Korean, Japanese or Chinese script.',
};

const TIMES = {
  'one line a bar': 'one line per bar',
  'double time': 'two lines per bar',
  'half time': 'one line over two bars',
};

export const notes = {
  /** `rests`: the quarters of a bar, or of a longer line, on which rhymes fall; undefined if nothing is asked. */
  'flow-asks': ({
    time,
    bpm,
    perSecond,
    hats,
    melody,
    rests,
    isBar,
  }: {
    time: 'one line a bar' | 'double time' | 'half time';
    bpm: number;
    perSecond: number;
    hats: 'less' | 'more' | undefined;
    melody: 'less' | 'more' | undefined;
    rests: readonly string[] | undefined;
    isBar: boolean;
  }) => {
    const asks = [
      ...(hats === undefined ? [] : [hats === 'less' ? 'sparser hats' : 'busier hats']),
      ...(melody === undefined ? [] : [melody === 'less' ? 'fewer melody notes' : 'more melody notes']),
      ...(rests === undefined
        ? []
        : [
            `a melody that rests on the rhymes (${isBar ? 'beat' : 'quarter'} ${listed(rests)}${isBar ? '' : ' of the line'})`,
          ]),
    ];
    const pace = `Flow: ${TIMES[time]} at ${tempo(bpm)}, ${perSecond.toFixed(1)} syllables per second`;
    return asks.length === 0 ? `${pace}.` : `${pace}; this beat gives it ${listed(asks)}.`;
  },
};
