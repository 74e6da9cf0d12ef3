/**
 * Sound is heard, and put right by the artist's own people: the real bot, worker threads, PostgreSQL, ffmpeg and
 * listener. One sound serves all.
 */
import { ComponentType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { writeMidi } from '../../src/music/index.ts';
import { render } from '../../src/render/index.ts';
import type { RoomMessage } from '../../src/room/index.ts';
import { BPM_RANGE } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { midiFile, named, pattern, tempo } from '../music/midi-files.ts';
import { testDatabase } from '../support/database.ts';
import { openapi } from '../support/openapi.ts';
import { PATIENT } from '../support/patience.ts';
import { createRoom, openStage, SERVERS, type Stage } from './app.ts';

const BPM = 92;
const LABELS = words.views.correction.buttons;
const HALF = LABELS.half({ bpm: 46 });
const DOUBLE = LABELS.double({ bpm: 184 });
const [least, most] = BPM_RANGE;
const score = grammarSong('boom-bap', 1, { bars: 4, bpm: BPM, tonic: 5, mode: 'minor' });

const postgres = testDatabase('PostgreSQL');
const database = postgres.missing === undefined ? postgres : testDatabase('PGlite');
let stage: Stage;
/** The message of the reference that was heard. */
let heard: RoomMessage;

beforeAll(async () => {
  const sound = await render({ score, style: 'boom-bap', seed: 1 });
  const bytes = await createAudio().encode(sound, { format: 'mp3' });
  stage = await openStage(await createRoom({ servers: SERVERS, ...(await openapi()) }), database, {
    // No training starts while this file runs.
    trainAfterMs: 3_600_000,
  });
  await as('ann').slash('artist create', { name: 'Night Shift' }).replied(PATIENT);
  heard = await add({ name: 'beat.mp3', bytes });
});
afterAll(() => stage?.close());

const as = (name: string) => stage.room.as(stage.room.server('Cellar').member(name));
const add = (track: { name: string; bytes: Uint8Array }) =>
  as('ann')
    .slash('reference add', { artist: 'Night Shift', consent: true }, { attachments: { track } })
    .until((message) => message.text.includes('✅'), PATIENT);
const buttons = (message: RoomMessage) =>
  message.components.flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? row.components.flatMap((each) =>
          each.type === ComponentType.Button && 'custom_id' in each
            ? [{ label: each.label, id: each.custom_id }]
            : [],
        )
      : [],
  );
const idOf = (message: RoomMessage, label: string) =>
  buttons(message).find((each) => each.label === label)!.id;
async function stored(name: string) {
  const { store } = stage.app;
  const artist = await store.artists.resolve(stage.room.server('Cellar').id, 'Night Shift');
  const all = await store.references.scores(artist.id);
  return { artist, ...all.find(({ reference }) => reference.name === name)! };
}

describe('a reference that was heard', () => {
  it('shows tempo, key, how sure each part is, its best loop as a picture, and buttons', async () => {
    expect(heard.text).toMatch(/1 loop, 92(\.\d+)? BPM, /);
    expect(heard.text).toMatch(/: tempo \d+ %, key \d+ %.*, drums \d+ %/);
    const picture = heard.attachment('loop.png');
    expect(picture.description).toMatch(/^Best loop: 92 BPM, .*4 bars\. Drums: \d+ kicks/);
    expect(Buffer.from(picture.bytes.subarray(1, 4)).toString()).toBe('PNG');
    expect(buttons(heard).map(({ label }) => label)).toEqual([HALF, DOUBLE, LABELS.form]);
    const { reference } = await stored('beat.mp3');
    expect(reference.heardBy).toMatch(/^\d+-[0-9a-f]{12}$/);
    expect(reference.hearing?.parts.drums).toBeGreaterThan(0.5);
  });

  it('is heard again at the tempo that a button says, once, and after a restart', async () => {
    const double = idOf(heard, DOUBLE);
    const refused = await as('bob').press(heard, double).replied(PATIENT);
    expect(refused.text).toBe(words.errors['artist-not-yours']({ artist: 'Night Shift' }));
    expect(refused.onlyFor?.name).toBe('bob');

    await stage.restart();
    const before = await stored('beat.mp3');
    const first = as('ann').press(heard, double);
    await first.replied(PATIENT);
    const second = await as('ann').press(heard, double).replied(PATIENT);
    expect(second.text).toBe(words.errors['reference-busy']({ name: 'beat.mp3' }));
    const told = await first.until((message) => message.text.includes('✏️'), PATIENT);
    expect(told.text).toMatch(/✏️.* <@\d+>: tempo 184(\.\d+)? BPM/);
    expect(told.attachment('loop.png').description).toContain('Best loop: 184 BPM');

    const { reference, scores, artist } = await stored('beat.mp3');
    expect(reference.bpm! / before.reference.bpm!).toBeCloseTo(2, 1);
    expect(scores.length).toBeGreaterThan(0);
    for (const each of scores) expect(each.bpm).toBe(reference.bpm);
    expect(reference.corrections).toMatchObject([{ memberId: as('ann').member.id, bpm: expect.any(Number) }]);
    expect(artist.trainAfter?.getTime()).toBeGreaterThan(Date.now());
    // The same button means the same tempo: there is nothing left to correct.
    const third = await as('ann').press(heard, double).followUp(0, PATIENT);
    expect(third.text).toMatch(/nothing changed/);
    expect((await stored('beat.mp3')).reference.corrections).toHaveLength(1);
  });

  it('has a form, filled in as it is, that says what it takes', async () => {
    const midi = await add({ name: 'loop.mid', bytes: writeMidi(score) });
    expect(buttons(midi).map(({ label }) => label)).toEqual([LABELS.form, LABELS.parts]);
    const open = async () => (await as('ann').press(midi, idOf(midi, LABELS.form)).answered).modal!;
    const filled = (await open()).data.components.map((label) =>
      label.type === ComponentType.Label && label.component.type === ComponentType.TextInput
        ? label.component.value
        : undefined,
    );
    expect(filled).toEqual(['92', 'Fm']);
    for (const [fields, sentence] of [
      [{ tempo: 'abc', key: 'Fm' }, words.errors['tempo-invalid']({ text: 'abc', least, most })],
      [{ tempo: '0', key: 'Fm' }, words.errors['reference-bpm']({ bpm: 0, least, most })],
      [{ tempo: '92', key: 'H flat' }, 'H flat'],
      [{ tempo: '92', key: 'F minor' }, 'nothing changed'],
    ] as const) {
      const told = await as('ann')
        .submit(await open(), fields)
        .followUp(0, PATIENT);
      expect(told.text).toContain(sentence);
      expect(told.onlyFor?.name).toBe('ann');
    }
    const told = await as('ann')
      .submit(await open(), { tempo: '100,5 bpm', key: 'F# minor' })
      .until((message) => message.text.includes('✏️'), PATIENT);
    expect(told.text).toContain('tempo 100.5 BPM, key F#m');
    const { scores } = await stored('loop.mid');
    // The notes stay.
    expect(scores).toMatchObject([
      { bpm: 100.5, key: { tonic: 6, mode: 'minor' }, drums: score.drums, bass: score.bass },
    ]);
    const list = await as('bob').slash('reference list', { artist: 'Night Shift' }).replied(PATIENT);
    expect(list.text).toMatch(/loop\.mid.*100\.5 BPM · F#m · corrected/);
    expect(list.text).toMatch(/beat\.mp3.*corrected · .*drums/);
    const shown = await as('bob')
      .slash('reference show', { artist: 'Night Shift', reference: 'beat.mp3' })
      .replied(PATIENT);
    expect(shown.text).toContain('✏️');
    expect(shown.attachment('loop.png')).toBeDefined();
  });

  it('has its tracks and drum notes put right, and is read so whatever is corrected later', async () => {
    const bytes = midiFile([
      [
        tempo(140),
        named('Kit'),
        ...pattern(9, 36, [0, 8]),
        ...pattern(9, 27, [4, 12]),
        ...pattern(9, 42, [2, 6]),
      ],
      [named('Line'), ...pattern(0, 60, [0, 3, 6, 10])],
    ]);
    const midi = await add({ name: 'Loop_90_BPM.mid', bytes });
    const differs = words.notes['midi-tempo-differs']({ inFile: 140, inName: 90 });
    expect(midi.text).toContain('140 BPM');
    expect(midi.text).toContain(differs);
    expect(midi.text).toMatch(/\*\*Line\*\*: drums \(not sure, \d+ %\)/);
    const id = idOf(midi, LABELS.parts);
    let menus = await as('ann').press(midi, id).replied(PATIENT);
    const pick = async (menu: string, value: string) => {
      const before = menus.history.length;
      const picked = as('ann').select(menus, `${id}:${menu}`, [value]);
      await stage.room.until(() => menus.history.length > before, PATIENT);
      return picked;
    };
    const correct = async (menu: string, value: string) => {
      menus = await (await pick(menu, value)).followUp(0, PATIENT);
      await stage.room.until(() => menus.text.includes('✅'), PATIENT);
    };
    await pick('track', '1');
    await correct('part:1', 'bass');
    expect(menus.text).toContain('**Line** is bass now.');
    await pick('track', '0');
    await pick('pad:0', '27');
    await correct('drum:0:27', 'snare');
    const form = (await as('ann').press(midi, idOf(midi, LABELS.form)).answered).modal!;
    const told = await as('ann')
      .submit(form, { tempo: '90', key: 'B-Dur' })
      .until((message) => message.text.includes('✏️'), PATIENT);
    for (const fact of ['90 BPM, Bb', '**Line**: bass (corrected)', 'D#1 (27) is snare (corrected)'])
      expect(told.text).toContain(fact);
    expect(told.text).toContain('“B-Dur” is read as Bb');
    expect(told.text).not.toContain(differs);
    const { scores, reference } = await stored('Loop_90_BPM.mid');
    const [first] = scores;
    expect(first).toMatchObject({ bpm: 90, key: { tonic: 10, mode: 'major' }, melody: [] });
    expect(first!.bass.length).toBeGreaterThan(0);
    expect(first!.drums.some(({ drum }) => drum === 'snare')).toBe(true);
    expect(reference).toMatchObject({
      revision: 3,
      corrections: [{ tracks: { 1: 'bass' } }, {}, { bpm: 90 }],
    });
  });

  it('says that it was removed, and breaks none of Discord’s rules', async () => {
    await as('ann')
      .slash('reference remove', { artist: 'Night Shift', reference: 'beat.mp3' })
      .replied(PATIENT);
    for (const label of [HALF, LABELS.form]) {
      const told = await as('ann').press(heard, idOf(heard, label)).replied(PATIENT);
      expect(told.text).toBe(words.errors['reference-gone']);
    }
    expect(stage.room.violations).toEqual([]);
  });
});
