/**
 * The main job, end to end, as members of a server would do it: the real discord.js client on the practice room,
 * worker threads, a real database, real ffmpeg; on the embedded database and on PostgreSQL.
 */
import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { readMidi } from '../../src/music/index.ts';
import type { RoomMember, RoomMessage } from '../../src/room/index.ts';
import { words } from '../../src/words/index.ts';
import { COUPLETS } from '../flow/verses.ts';
import { testDatabase } from '../support/database.ts';
import { drumming } from '../support/drummer.ts';
import { openapi } from '../support/openapi.ts';
import { PATIENT } from '../support/patience.ts';
import { createRoom, openStage, SERVERS, type Stage } from './app.ts';

/** What Ann hands over: three long beats of one drummer, at tempi of their own. */
const TRACKS = [84, 91, 96].map((bpm, i) => drumming(i + 1, { bpm }));

/** The whole path takes a minute: it is gone once, on PostgreSQL where that is there. */
const postgres = testDatabase('PostgreSQL');
const database = postgres.missing === undefined ? postgres : testDatabase('PGlite');

describe('a reference goes in, a voted beat comes out', () => {
  it('from /artist create to a vote after a restart', async () => {
    const room = await createRoom({ servers: SERVERS, ...(await openapi()) });
    const stage = await openStage(room, database, { trainAfterMs: 1 });
    try {
      await journey(stage);
      expect(room.violations).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});

async function journey(stage: Stage): Promise<void> {
  const { room } = stage;
  const cellar = room.server('Cellar');
  const as = (name: string) => room.as(cellar.member(name));
  const ann = as('ann');

  // An artist.
  const created = await ann.slash('artist create', { name: 'Night Shift' }).replied(PATIENT);
  expect(created.text).toContain('Night Shift');

  // Three references, with consent; after the last of them training starts by itself.
  const settings = (autotrain: boolean) =>
    ann.slash('artist settings', { artist: 'Night Shift', autotrain }).replied(PATIENT);
  expect((await settings(false)).text).toContain('/train');
  let training: RoomMessage | undefined;
  for (const track of TRACKS) {
    const isLast = track === TRACKS.at(-1);
    if (isLast) await settings(true);
    const adding = ann.slash(
      'reference add',
      { artist: 'Night Shift', consent: true },
      { attachments: { track } },
    );
    const added = await adding.until((message) => /✅|📦|⚠️/u.test(message.text), PATIENT);
    expect(added.text).toMatch(/✅.*\*\*Night Shift\*\*/);
    if (isLast) {
      const answers = ({ raw }: RoomMessage) => raw.message_reference?.message_id === added.id;
      training = await room.until(() => added.channel.messages.find(answers), PATIENT);
    }
  }
  const shown = await ann.slash('artist show', { name: 'Night Shift' }).replied(PATIENT);
  expect(shown.text).toContain('3 ready');
  expect(shown.text).toContain('84–96 BPM');

  // While it trains others are answered: the training is still under way afterwards.
  await room.until(() => /[1-9]\d* %/.test(training!.text), PATIENT);
  const meanwhile = await as('bob').slash('artist show', { name: 'night shift' }).replied(PATIENT);
  const underWay = (await stage.app.store.jobs.running()).map(({ kind }) => kind);
  expect(underWay).toEqual(['train']);
  expect(meanwhile.text).toContain('Night Shift');
  const twice = await as('ann').slash('train', { artist: 'Night Shift' }).followUp(0, PATIENT);
  expect(twice.text).toBe(words.errors['train-running']({ artist: 'Night Shift' }));
  await room.until(() => training!.text.includes('✅'), PATIENT);
  const [, before, after] = training!.text.match(/plain style ([\d.]+), this version ([\d.]+)/)!;
  expect(Number(after)).toBeLessThan(Number(before));
  expect(training!.attachment('training.png').description).toMatch(/^Loss over \d+ training steps/);
  expectCalmEdits(training!, 2);

  // Lyrics, by the form that opens; from now on beats follow their flow.
  const { modal } = await ann.slash('artist lyrics', { artist: 'Night Shift', consent: true }).answered;
  const measured = await ann.submit(modal!, { lyrics: COUPLETS }).replied(PATIENT);
  expect(measured.text).toContain('9 syllables per line');
  expect(measured.onlyFor?.name).toBe('ann');

  // A beat: four takes, each as MIDI and MP3 that are what the card says.
  // Its references are drums alone; a melody has to be asked for.
  const request = { artist: 'Night Shift', bpm: 92, key: 'Fm', bars: 2, parts: 'all', seed: 7 };
  const beat = await finishedBeat(as('bob'), request);
  expect(beat.text).toContain('92 BPM · Fm · 2 bars');
  expect(beat.text).toContain('seed 7 · generator v1');
  expect(beat.text).toContain(words.views.beat.checked({ references: 3 }));
  // Discord takes the backslashes away again.
  const notes = beat.text.replaceAll('\\', '');
  expect(notes).toMatch(/Flow: one line .* at 92 BPM/);
  expect(notes).toMatch(/a melody that rests .*rhymes.*\(beat 4\)/);
  const audio = createAudio({});
  for (const take of ['A', 'B', 'C', 'D']) {
    const midi = beat.attachments.find(({ name }) => name.endsWith(`_7${take}.mid`))!;
    const { score } = readMidi(midi.bytes);
    expect(score).toMatchObject({ bpm: 92, bars: 2, key: { tonic: 5, mode: 'minor' } });
    const mp3 = beat.attachments.find(({ name }) => name.endsWith(`_7${take}.mp3`))!;
    const probe = await audio.probe(mp3.bytes);
    expect(probe).toMatchObject({ codec: 'mp3', channels: 2 });
    expect(probe.seconds).toBeCloseTo((2 * 4 * 60) / 92, 0);
  }
  expectCalmEdits(beat, 1);

  // Votes: three members; one changes, one takes back.
  const label = (index: number): string => {
    const row = beat.components[0];
    const button = row?.type === ComponentType.ActionRow ? row.components[index] : undefined;
    return button !== undefined && 'label' in button ? (button.label ?? '') : '';
  };
  const press = async (name: string, index: number) => {
    const pressed = as(name).press(beat, beat.customIds[index]!);
    await pressed.answered;
    return pressed;
  };
  const count = (index: number) => Number(label(index).match(/\d+/)?.[0] ?? 0);
  const votes = (...wanted: number[]) =>
    room.until(() => wanted.every((votesOf, index) => count(index) === votesOf), PATIENT);
  expect(beat.customIds).toHaveLength(10);
  await press('bob', 0);
  await press('cem', 0);
  await press('dee', 1);
  await votes(2, 1, 0, 0);
  await press('cem', 2);
  await votes(1, 1, 1, 0);
  await press('dee', 1);
  await votes(1, 0, 1, 0);

  // After a restart the buttons still work, and remember.
  await stage.restart();
  await press('bob', 2);
  await votes(0, 0, 2, 0);
  await press('ann', 3);
  await votes(0, 0, 2, 1);

  // The same request with the same seed and generator: the same MIDI, byte for byte.
  const again = await finishedBeat(as('cem'), request);
  const midis = (message: RoomMessage) =>
    message.attachments
      .filter(({ name }) => name.endsWith('.mid'))
      .map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')]);
  expect(midis(again)).toEqual(midis(beat));
  const other = await finishedBeat(as('cem'), { ...request, seed: 8 });
  expect(midis(other).map(([, bytes]) => bytes)).not.toEqual(midis(beat).map(([, bytes]) => bytes));

  // A beat by style alone, with everything else chosen.
  const plain = await finishedBeat(as('dee'), { style: 'trap', bars: 1, seed: 1 });
  expect(plain.attachments.map(({ name }) => name.split('.').at(-1)).toSorted()).toEqual([
    ...Array(4).fill('mid'),
    ...Array(4).fill('mp3'),
    'png',
  ]);
  // The picture in words: a line for each take.
  const described = plain.attachment('takes.png').description!.split('\n');
  expect(described).toEqual(
    ['A', 'B', 'C', 'D'].map((take) =>
      expect.stringMatching(`^Take ${take}: trap, .* 1 bar, .*Drums: \\d+ kick`),
    ),
  );

  // An artist of another server does not exist there, not even for a member of both.
  const attic = room.server('Attic');
  for (const member of [attic.member('eve'), attic.member('ann')] satisfies RoomMember[]) {
    const refused = await room.as(member).slash('artist show', { name: 'Night Shift' }).replied(PATIENT);
    expect(refused.onlyFor?.id).toBe(member.id);
    expect(refused.text).not.toMatch(/ready|BPM|generator/i);
  }
}

async function finishedBeat(
  actor: ReturnType<Stage['room']['as']>,
  options: Record<string, string | number>,
): Promise<RoomMessage> {
  const asked = actor.slash('beat', options);
  return asked.until((message) => message.attachments.length === 9, PATIENT);
}

/**
 * Edits of one message are sent 2 s apart at least, except that the last may follow at once. A busy machine delivers
 * one late, so what is counted is how many come in the whole time.
 * @param least edits that there must have been
 */
function expectCalmEdits(message: RoomMessage, least: number): void {
  const edits = message.history.filter(({ what }) => what === 'edited').map(({ at }) => at);
  expect(edits.length).toBeGreaterThanOrEqual(least);
  const calm = edits.slice(0, -1);
  const ms = (calm.at(-1) ?? 0) - (calm[0] ?? 0);
  expect(calm.length).toBeLessThanOrEqual(Math.ceil(ms / 2000) + 1);
}
