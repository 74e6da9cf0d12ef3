import { ButtonStyle, ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  artistCardView,
  artistCreatedView,
  artistListView,
  beatRows,
  beatView,
  collaboratorsView,
  downloadView,
  failureView,
  helpView,
  ingestView,
  partsPick,
  partsView,
  progressView,
  referenceChoice,
  referenceListView,
  referenceRemovedView,
  referenceView,
  rolledBackView,
  trainView,
  type View,
  versionChoice,
  wishOf,
} from '../../src/bot/index.ts';
import { takeFileName } from '../../src/bot/views/beat.ts';
import { MODES, STYLES, TRACK_PARTS } from '../../src/music/index.ts';
import type {
  ArtistCard,
  Download,
  JobCard,
  ReferenceCard,
  TakeFiles,
  TrackCard,
} from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { someBeat } from './cards.ts';

const MIB = 1024 * 1024;

const artist = (change: Partial<ArtistCard> = {}): ArtistCard => ({
  id: 'a',
  name: 'Night Shift',
  trained: true,
  ownerId: '42',
  collaboratorIds: [],
  hidesReferences: false,
  followsTaste: true,
  references: { ready: 4, waiting: 1, checking: 0 },
  unlearned: 0,
  keys: [{ tonic: 5, mode: 'minor' }],
  bpm: [84, 96],
  generator: { id: 'g', version: 3, trainedAt: new Date(1000), heldOut: { before: 2.6, after: 1.92 } },
  versions: [],
  autoTrain: true,
  isStyleSaid: false,
  wantsStyle: false,
  ...change,
});
/** What reading a reference came to, but for the reference. */
const read = { artist: 'Night Shift', warnings: [], trainsItself: true };
const reference = (change: Partial<ReferenceCard> = {}): ReferenceCard => ({
  id: 'r',
  name: 'loop.mid',
  kind: 'midi',
  state: 'ready',
  size: 2000,
  seconds: 10,
  loops: 3,
  bpm: 92,
  key: { tonic: 5, mode: 'minor' },
  stems: [],
  isKept: false,
  addedById: '42',
  addedAt: new Date(0),
  ...change,
});
/** Drums, all with one name. */
const tracksCalled = (name: string): ReferenceCard['midi'] => ({
  ...{ tempoFrom: 'file', keyFrom: 'file' },
  tracks: Array.from({ length: 30 }, (_, index) => ({
    ...{ index, name, channel: 10, notes: 9, part: 'drums', confidence: 0.5, surely: 'unsure' },
    pads: [{ pitch: 60, hits: 9, drum: 'percussion', from: 'unknown', isUsual: false }],
  })),
});
const job = (change: Partial<JobCard> = {}): JobCard =>
  ({
    id: 'j',
    kind: 'train',
    state: 'running',
    stage: 'learning the drums',
    percent: 42.9,
    requestedById: '42',
    subject: 'Night Shift',
    ...change,
  }) as JobCard;
const progress = progressView;

const files = (mp3 = 1000): ReadonlyMap<string, TakeFiles> =>
  new Map(
    someBeat().takes.map(({ id }) => [
      id,
      { midi: Buffer.alloc(100), mp3: Buffer.alloc(mp3), ms: { generate: 1, render: 1, encode: 1 } },
    ]),
  );
const text = (view: View): string =>
  [view.content, ...(view.embeds ?? []).flatMap((e) => [e.title, e.description, e.footer?.text])].join('\n');

describe('a beat', () => {
  const view = beatView(someBeat(), '42', files(), 10 * MIB);

  test('tells tempo, key, bars, seed, artist, style and the generator’s version', () => {
    for (const fact of ['Night Shift', 'trap', '140 BPM', 'Fm', '8 bars', 'seed 7', 'generator v3']) {
      expect(text(view)).toContain(fact);
    }
  });

  test('brings an MP3 and a MIDI file a take, under names to find them by, each described', () => {
    expect(view.files?.map(({ name }) => name)).toEqual([
      'night-shift-trap_140bpm_Fmin_8bar_7A.mp3',
      'night-shift-trap_140bpm_Fmin_8bar_7B.mp3',
      'night-shift-trap_140bpm_Fmin_8bar_7C.mp3',
      'night-shift-trap_140bpm_Fmin_8bar_7D.mp3',
      'night-shift-trap_140bpm_Fmin_8bar_7A.mid',
      'night-shift-trap_140bpm_Fmin_8bar_7B.mid',
      'night-shift-trap_140bpm_Fmin_8bar_7C.mid',
      'night-shift-trap_140bpm_Fmin_8bar_7D.mid',
    ]);
    for (const { name, description } of view.files ?? []) {
      expect(description).toContain(`Take ${/(.)\.\w+$/.exec(name)?.[1]}`);
      expect(description.length).toBeLessThanOrEqual(1024);
    }
  });

  test('of a style alone says so', () => {
    const { artist: _, generatorVersion: __, ...plain } = someBeat({ bars: 1 });
    const view = beatView(plain, '42', files(), 10 * MIB);
    expect(text(view)).toContain('plain style');
    expect(text(view)).toContain('1 bar*');
    expect(view.files?.[0]?.name).toBe('trap_140bpm_Fmin_1bar_7A.mp3');
  });

  test('tells how many of the artist’s own sounds play it', () => {
    expect(text(beatView(someBeat({ ownSounds: 3 }), '42', files(), MIB))).toContain('3 own sounds');
    expect(text(beatView(someBeat(), '42', files(), MIB))).not.toContain('own sound');
  });

  test('tells its notes', () => {
    expect(text(beatView(someBeat({ notes: ['Take C was made anew.'] }), '42', files(), MIB))).toContain(
      'Take C was made anew.',
    );
  });

  test('never outgrows a message: MIDI always comes along, sound as far as it fits, and the card says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 * MIB }), (mp3) => {
        const view = beatView(someBeat(), '42', files(mp3), 9 * MIB);
        const all = view.files ?? [];
        expect(all.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)).toBeLessThanOrEqual(9 * MIB);
        expect(all.filter(({ name }) => name.endsWith('.mid'))).toHaveLength(4);
        const sounds = all.filter(({ name }) => name.endsWith('.mp3')).length;
        expect(text(view).includes('Ask for fewer bars')).toBe(sounds < 4);
      }),
    );
  });
});

describe('the vote buttons', () => {
  const row = (...votes: readonly number[]) =>
    beatRows(
      someBeat({ takes: someBeat().takes.map((take, i) => ({ ...take, votes: votes[i]! })) }),
    )[0]!.components.map((button) => ('label' in button ? [button.label, button.style] : []));

  test('name their takes by rows, so that they outlive the process', () => {
    const ids = beatRows(someBeat())[0]!.components.map((b) => 'custom_id' in b && b.custom_id);
    expect(ids).toEqual(['vote:beat-1-A', 'vote:beat-1-B', 'vote:beat-1-C', 'vote:beat-1-D']);
  });

  test('show counts, and who leads', () => {
    expect(row(0, 0, 0, 0).map(([label]) => label)).toEqual(['A', 'B', 'C', 'D']);
    expect(row(0, 0, 0, 0).every(([, style]) => style === ButtonStyle.Secondary)).toBe(true);
    expect(row(1, 3, 3, 0)).toEqual([
      ['A · 1', ButtonStyle.Secondary],
      ['B · 3', ButtonStyle.Success],
      ['C · 3', ButtonStyle.Success],
      ['D', ButtonStyle.Secondary],
    ]);
  });
});

describe('files of a take', () => {
  const view = (download: Download, ...endings: string[]) =>
    downloadView(
      { beat: someBeat(), take: someBeat().takes[1]!, download },
      '42',
      endings.map((ending) => ({ ending, bytes: Buffer.from(ending) })),
    );

  test('are offered take by take, in a menu that names rows and so outlives the process', () => {
    const [menu] = beatRows(someBeat())[2]!.components;
    if (menu?.type !== ComponentType.StringSelect) throw new Error('no menu');
    expect(menu.custom_id).toBe('files:beat-1');
    expect(menu.options).toHaveLength(16);
    expect(menu.options.slice(3, 6).map(({ label, value }) => [label, value])).toEqual([
      ['A · Song', 'song:beat-1-A'],
      ['B · Stems', 'stems:beat-1-B'],
      ['B · WAV', 'wav:beat-1-B'],
    ]);
    for (const { value } of menu.options) expect(wishOf(value)?.takeId).toMatch(/^beat-1-[A-D]$/);
    expect(wishOf('cassette:beat-1-A')).toBeUndefined();
    expect(wishOf('')).toBeUndefined();
  });

  test('are called what they are', () => {
    const base = 'night-shift-trap_140bpm_Fmin_8bar_7B';
    const names = (download: Download, ...endings: string[]) =>
      view(download, ...endings).files!.map(({ name }) => name);
    expect(names('stems', 'zip')).toEqual([`${base}_stems.zip`]);
    expect(names('wav', 'wav')).toEqual([`${base}.wav`]);
    expect(names('ogg', 'ogg')).toEqual([`${base}.ogg`]);
    expect(names('song', 'mp3', 'mid')).toEqual([`${base}_song.mp3`, `${base}_song.mid`]);
  });

  test('say for whom they are, and where a WAV would not fit', () => {
    expect(view('wav', 'wav').content).toContain('take B: **WAV** for <@42>');
    expect(view('wav', 'wav').content).not.toContain('FLAC');
    expect(view('wav', 'flac').content).toContain('FLAC');
  });
});

test('file names survive every artist, key and tempo', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom(...STYLES),
      fc.constantFrom(...MODES),
      fc.nat(11),
      fc.integer({ min: 4000, max: 24_000 }),
      (name, style, mode, tonic, hundredths) => {
        const beat = someBeat({ artist: name, style, key: { tonic, mode }, bpm: hundredths / 100 });
        expect(takeFileName(beat, 'A', 'mid')).toMatch(
          /^[a-z0-9][a-z0-9-]*_\d+(\.\d{1,2})?bpm_[A-G](b|sharp)?[a-z]+_8bar_7A\.mid$/,
        );
      },
    ),
  );
  const named = (name: string) => takeFileName(someBeat({ artist: name }), 'B', 'mp3').split('_')[0];
  expect(named('Ünïcode Åge!')).toBe('unicode-age-trap');
  expect(named('夜勤')).toBe('trap');
});

describe('progress', () => {
  test('is one line of what, and one of how far', () => {
    expect(progress(job()).content).toBe('Training **Night Shift**\n▰▰▰▰▰▱▱▱▱▱▱▱ 42 % · learning the drums');
    const stage = words.stages['waiting-place']({ place: 3 });
    expect(progress(job({ state: 'queued', percent: 0, stage })).content).toContain('number 3 in the queue');
  });

  test('has a bar of one width, whatever the figure', () => {
    for (const percent of [-5, 0, 0.4, 33, 99.9, 100, 250]) {
      const content = progress(job({ percent })).content ?? '';
      expect([...(content.match(/[▰▱]/g) ?? [])]).toHaveLength(12);
      expect(Number(/(\d+) %/.exec(content)?.[1])).toBeLessThanOrEqual(100);
    }
  });
});

describe('a training', () => {
  const result = {
    artist: 'Night Shift',
    version: 3,
    references: 4,
    loops: 12,
    artistId: 'a',
    generatorId: 'g',
    seconds: 12.4,
  };

  test('under way can be cancelled, and nothing else can', () => {
    const idsOf = (view: View) => JSON.stringify(view.components).match(/"custom_id":"([^"]*)"/)?.[1];
    expect(idsOf(progress(job({ id: 'j1' })))).toBe('cancel:j1');
    expect(idsOf(progress(job({ kind: 'beat' })))).toBeUndefined();
    expect(idsOf(trainView(result))).toBe('style:a');
  });

  test('says where the sound starts from, how surely, and if no style fits', () => {
    const styles = [
      { style: 'trap', share: 0.62 },
      { style: 'rage', share: 0.2 },
      { style: 'plugg', share: 0.001 },
    ] as const;
    const said = (more: object) => text(trainView({ ...result, style: 'trap', ...more }));
    expect(said({})).toContain('It starts from trap, as was set.');
    expect(said({ styles, styleFit: 'well' })).toContain('It sounds like trap (62 %) or rage (20 %).');
    for (const styleFit of ['unsure', 'tempo'] as const) {
      const plainly = said({ styles, styleFit });
      expect(plainly).toContain('No style fits well');
      expect(plainly).toContain('trap (62 %) and rage (20 %).');
      expect(plainly).toContain('It starts from trap, played with a kit of no style; pick one');
    }
  });

  test('tells its figures and shows its curve, with words for those who do not see it', () => {
    const view = trainView(
      {
        ...result,
        heldOut: { base: 4.39, before: 2.6, after: 1.92, first: { before: 12.2, after: 6 } },
        wrongArtists: 2.44,
        steps: 400,
        originality: { takes: 24, rejected: 1 },
      },
      { png: Buffer.from('PNG'), alt: 'It falls.' },
    );
    const figures = { base: 4.39, before: 2.6, after: 1.92, others: 2.44 };
    expect(text(view)).toContain(
      `-# ${words.views.training.loss(figures)} · first bars 12.2, now 6.0 · 400 steps in 12 s`,
    );
    expect(text(view)).toContain(words.views.training.copies({ rejected: 1, takes: 24 }));
    expect(view.files).toMatchObject([{ name: 'training.png', description: 'It falls.' }]);
  });

  test('that helped says by how much, in words and in figures', () => {
    const said = text(trainView({ ...result, heldOut: { before: 2.6, after: 1.92 } }));
    for (const fact of ['v3', '12 loops', '4 references', '26 % better', '2.60', '1.92'])
      expect(said).toContain(fact);
    expect(said).toContain(words.views.training.tryIt);
  });

  test('that hardly helped, or did harm, does not boast and says what to do', () => {
    for (const [after, word] of [
      [2.59, 'hardly better'],
      [2.61, 'hardly better'],
      [3.12, '20 % worse'],
    ] as const) {
      const said = text(trainView({ ...result, heldOut: { before: 2.6, after } }));
      expect(said).toContain(word);
      expect(said).toContain(words.views.training.addMore);
    }
  });

  test('that could not be tested says so', () => {
    const said = text(trainView({ ...result, loops: 1, references: 1 }));
    expect(said).toMatch(/1 loop in 1 reference\.\n/);
    expect(said).toContain(words.views.training.untested);
  });
});

describe('an artist', () => {
  test('shows a picture of its habits, with words for those who do not see it', () => {
    const view = artistCardView(artist(), { png: Buffer.from('PNG'), alt: 'Habits.' });
    expect(view.files).toMatchObject([{ name: 'habits.png', description: 'Habits.' }]);
    expect(view.embeds?.[0]?.image?.url).toBe('attachment://habits.png');
    expect(artistCardView(artist())).toMatchObject({ files: [], embeds: [{ title: 'Night Shift' }] });
  });

  test('is told with references, tempo range, keys and generator', () => {
    const said = text(artistCardView(artist({ collaboratorIds: ['5'] })));
    for (const fact of ['Owner: <@42>', '<@5>', '4 ready, 1 not', '84–96 BPM', 'Fm', 'v3', '26 % better']) {
      expect(said).toContain(fact);
    }
  });

  test('knows the next step', () => {
    const { generator: _, ...untrained } = artist();
    const empty = { ready: 0, waiting: 0, checking: 0 };
    const { next } = words.views.artist;
    expect(text(artistCardView({ ...untrained, references: empty }))).toContain(next.add);
    expect(text(artistCardView(untrained))).toContain(next.train);
    const soon = artist({ trainsAt: new Date(0) });
    expect(text(artistCardView(soon))).toContain(next.wait);
    expect(text(artistCardView(artist({ unlearned: 2 })))).toContain(next.update({ references: 2 }));
    expect(text(artistCardView(artist()))).not.toContain('/train');
  });

  test('lists its versions once there are several, the newest first', () => {
    const version = (number: number, change = {}) => ({
      version: number,
      trainedAt: new Date('2026-11-22T10:00:00Z'),
      references: 4 + number,
      heldOut: { before: 2.6, after: 2 },
      isInUse: false,
      isRetired: false,
      ...change,
    });
    const versions = [
      ...[7, 6, 5, 4].map((number) => version(number)),
      version(3, { isInUse: true }),
      version(2, { isRetired: true }),
      version(1),
    ];
    const said = text(artistCardView(artist({ versions })));
    expect(said).toContain('• v7 · 11 references · loss 2.00');
    expect(said).toContain('• v3 · 7 references · loss 2.00 · **in use**');
    expect(said).toContain('and 2 older');
    expect(text(artistCardView(artist({ versions: [version(3)] })))).not.toContain('• v3');
    expect(versionChoice(versions[4]!)).toBe('v3 · 2026-11-22 · 7 references · loss 2.00 · in use');
    expect(text(rolledBackView(artist({ versions })))).toContain(
      words.views.artist.rollForward({ version: 7 }),
    );
    const { generator: _, ...bare } = artist({ versions: [version(2, { isRetired: true })] });
    expect(text(artistCardView(bare))).toContain('v2 · 6 references · loss 2.00 · retired');
    expect(text(artistCardView(bare))).toContain(words.views.artist.next.retrain);
  });

  test('lists say what is ready, and that there are more', () => {
    const one = { id: 'a', name: 'Night Shift', trained: false };
    expect(text(artistListView([], 25))).toContain('/artist create');
    expect(text(artistListView([one], 25))).toContain('not trained yet');
    expect(text(artistListView([one], 1))).toContain(words.views.artist.list.more({ shown: 1 }));
  });
});

describe('a reference', () => {
  test('that became scores tells them; audio that is too unclear says so plainly', () => {
    const told = text(ingestView({ ...read, reference: reference(), warnings: ['Odd bar.'] }));
    expect(told).toContain('3 loops, 92 BPM, Fm');
    expect(told).toContain('-# Odd bar.');
    expect(told).toContain('training starts by itself');
    expect(text(ingestView({ ...read, reference: reference(), trainsItself: false }))).toContain('`/train`');
    const sound = reference({ name: 'song.mp3', kind: 'audio', state: 'waiting', seconds: 192, loops: 0 });
    const kept = text(ingestView({ ...read, reference: sound, warnings: [] }));
    expect(kept).toContain('(3:12)');
    expect(kept).toContain('not usable yet');
  });

  test('that was heard says how surely, what was left out, who corrected what, and can be corrected', () => {
    const hearing = {
      ...{ bpmConfidence: 0.98, keyConfidence: 0.61, runnerUpKey: { tonic: 8, mode: 'major' } as const },
      parts: { drums: 0.9, bass: 0.7 },
      leftOut: { melody: 0.4 },
    };
    const sound = reference({ kind: 'audio', hearing });
    const picture = { png: Buffer.from('PNG'), alt: 'A loop.' };
    const view = ingestView({ ...read, reference: sound }, picture);
    expect(text(view)).toContain('tempo 98 %, key 61 % (or Ab), drums 90 %, bass 70 %.');
    expect(text(view)).toContain(words.views.reference.leftOut({ parts: ['melody 40 %'] }));
    expect(view.files).toEqual([{ name: 'loop.png', bytes: picture.png, description: 'A loop.' }]);
    const sure = ingestView({
      ...read,
      reference: reference({ hearing: { ...hearing, keyConfidence: 0.9 } }),
    });
    expect(text(sure)).not.toContain('(or');
    const corrected = { bpm: 92, byId: '42', at: new Date(0) };
    const anew = text(ingestView({ ...read, reference: { ...sound, corrected } }));
    expect(anew).toContain(`corrected: 3 loops, 92 BPM, Fm.\n${words.views.reference.correctedTrains}`);
    const told = text(referenceView({ ...read, reference: { ...sound, corrected } }));
    expect(told).toContain('Corrected by <@42>: tempo 92 BPM.');
    expect(told).toContain(': key 61 %');
    expect(text(referenceListView('Night Shift', [{ ...sound, corrected }]))).toContain(
      '92 BPM · Fm · corrected · drums, bass',
    );

    const { half, double, form } = words.views.correction.buttons;
    const buttons = ({ components = [] }: View) => components.flatMap((row) => row.components);
    expect(buttons(view)).toMatchObject([
      { label: half({ bpm: 46 }), custom_id: expect.stringContaining('46.00'), disabled: false },
      { label: double({ bpm: 184 }), custom_id: expect.stringContaining('184.00'), disabled: false },
      { label: form },
    ]);
    const fast = ingestView({ ...read, reference: { ...sound, bpm: 160 } });
    expect(buttons(fast)[1]).toMatchObject({ disabled: true });
    // Half the tempo of a MIDI file would be half its speed.
    expect(buttons(ingestView({ ...read, reference: reference() }))).toMatchObject([{ label: form }]);
  });

  test('of many tracks tells the least sure and the biggest, and has menus to page through', () => {
    const track = (index: number, change: Partial<TrackCard> = {}): TrackCard => ({
      ...{ index, name: `Track of ${index}`, channel: 1, notes: index, part: 'melody', confidence: 1 },
      ...{ surely: 'sure', pads: [], ...change },
    });
    const pads = Array.from({ length: 40 }, (_, i) => ({
      ...{ pitch: i + 60, hits: i, drum: 'percussion', from: i < 3 ? 'unknown' : 'map', isUsual: i > 10 },
    })) as TrackCard['pads'];
    const tracks = Array.from({ length: 60 }, (_, index) => track(index));
    tracks[2] = track(2, { surely: 'unsure', confidence: 0.4, part: 'bass' });
    tracks[7] = track(7, { part: 'drums', pads, surely: 'told', notes: 900 });
    const midi = { tempoFrom: 'name', keyFrom: 'nothing', tracks } as const;
    const shown = { ...read, reference: reference({ midi }) };
    const told = text(ingestView(shown));
    expect(told).toContain('92 BPM (from the file’s name).');
    expect(told.match(/^• .*/gm)).toHaveLength(6);
    expect(told).toContain('• **Track of 2**: bass (not sure, 40 %)\n• **Track of 7**: drums (corrected); ');
    expect(told).toContain('and 7 more notes');
    expect(told).toContain('• **Track of 59**: melody (sure)\nand 54 more tracks\n❓');

    const menus = ({ components = [] }: View) =>
      components.flatMap((row) => row.components).filter((each) => 'options' in each);
    const seen: string[] = [];
    let page: string | undefined = 'page0';
    while (page !== undefined && seen.length < 60) {
      const { picked } = partsPick('r:track', page);
      const [menu] = menus(partsView(shown, picked));
      expect(menu!.options).toHaveLength(seen.length < 48 ? 25 : 13);
      seen.push(...menu!.options.map(({ value }) => value).filter((value) => !value.startsWith('page')));
      page = menu!.options.at(-1)?.value;
    }
    expect(page).toBe('page0');
    expect(seen[0]).toBe('2');
    expect(new Set(seen).size).toBe(60);
    const [all, part, notes, drum] = menus(partsView(shown, { track: 7, pitch: 99 }));
    expect(all!.options.find((option) => option.default)?.value).toBe('7');
    expect(part!.options.map(({ value }) => value)).toEqual([...TRACK_PARTS]);
    expect(notes!.options.find((option) => option.default)).toMatchObject({ label: 'D#7 (99)' });
    expect(drum!.custom_id).toBe('parts:r:drum:7:99');
    const told7 = partsPick('r:drum:7:99', 'leave-out').told;
    expect(told7).toEqual({ pads: { 7: { 99: 'leave-out' } } });
    for (const [menu, value] of [
      ['r:part:7', 'flute'],
      ['r', '1'],
    ])
      expect(() => partsPick(menu!, value!)).toThrow(expect.objectContaining({ id: 'menu-unknown' }));
  });

  test('removed says what went with it', () => {
    expect(text(referenceRemovedView('Night Shift', { name: 'loop.mid', retired: [1, 2] }))).toContain(
      'v1 and v2',
    );
    expect(
      text(referenceRemovedView('Night Shift', { name: 'loop.mid', retired: [2, 3], version: 1 })),
    ).toContain('`/beat` uses v1 now');
    expect(text(referenceRemovedView('Night Shift', { name: 'loop.mid', retired: [] }))).not.toContain(
      'retired',
    );
  });

  test('lists stay readable when they are long', () => {
    const many = Array.from({ length: 200 }, (_, i) => reference({ name: `${i}-${'long'.repeat(60)}.mid` }));
    const [embed] = referenceListView('Night Shift', many).embeds ?? [];
    expect(embed?.description?.split('\n')).toHaveLength(20);
    expect(embed?.footer?.text).toBe('and 180 older');
    expect(text(referenceListView('Night Shift', []))).toContain('/reference add');
  });
});

test('no name breaks a message: limits hold, and no markup, link or mention comes of it', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc
      .array(
        fc.constantFrom('@everyone', '<@42>', '**', '`', '\n', 'https://x.yz', '](', '||', '# ', 'é', '👩‍🎤'),
        {
          maxLength: 100,
        },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(nasty, (name) => {
      const views = [
        beatView(someBeat({ artist: name }), '1', files(), MIB),
        progress(job({ subject: name })),
        trainView({
          artist: name,
          version: 1,
          references: 1,
          loops: 1,
          artistId: 'a',
          generatorId: 'g',
          seconds: 1,
        }),
        artistCreatedView(artist({ name, ownerId: '1' })),
        artistCardView(artist({ name, ownerId: '1' })),
        artistListView(
          Array.from({ length: 25 }, () => ({ id: 'a', name, trained: true })),
          25,
        ),
        collaboratorsView(artist({ name, ownerId: '1', collaboratorIds: Array(60).fill('1') })),
        ingestView({ ...read, reference: reference({ midi: tracksCalled(name) }) }),
        partsView(
          { ...read, reference: reference({ name, midi: tracksCalled(name) }) },
          { track: 0, pitch: 60 },
        ),
        ingestView({ ...read, artist: name, reference: reference({ name }), warnings: Array(40).fill(name) }),
        referenceListView(name, Array(30).fill(reference({ name, addedById: '1' }))),
        referenceRemovedView(name, { name, retired: [] }),
        failureView(name.repeat(50)),
      ];
      for (const view of views) {
        expect(view.content?.length ?? 0).toBeLessThanOrEqual(2000);
        for (const { title, description } of view.embeds ?? []) {
          expect(title?.length ?? 0).toBeLessThanOrEqual(256);
          expect(description?.length ?? 0).toBeLessThanOrEqual(4096);
        }
      }
      for (const option of views.flatMap(({ components = [] }) =>
        components.flatMap((row) =>
          row.components.flatMap((each) => ('options' in each ? each.options : [])),
        ),
      )) {
        expect(option.label.length).toBeLessThanOrEqual(100);
        expect(option.description?.length ?? 0).toBeLessThanOrEqual(100);
      }
      for (const view of views.slice(0, 9))
        expect(text(view)).not.toMatch(/(?<!\\)<(?:\\)?@(?!1>)|(?<!\\)@everyone|https:\/\//);
      expect([...referenceChoice(reference({ name }))].length).toBeLessThanOrEqual(100);
    }),
  );
});

test('the help names every command', () => {
  for (const command of ['/artist create', '/reference add', '/train', '/beat', '/reference remove']) {
    expect(text(helpView())).toContain(command);
  }
});
