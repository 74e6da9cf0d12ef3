/** Bad input, as members would send it: each gets a clear answer, and nothing is lost or stored half. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { writeMidi } from '../../src/music/index.ts';
import type { RoomFile, RoomMessage } from '../../src/room/index.ts';
import { createRoom, openStage, SERVERS, type Stage } from '../e2e/app.ts';
import { PATIENT } from '../support/patience.ts';

let stage: Stage;

beforeAll(async () => {
  const [cellar, ...others] = SERVERS;
  const members = [
    ...cellar!.members!.filter((name) => name !== 'ann'),
    { name: 'ann', uploadLimit: 100 * 2 ** 20 },
  ];
  const room = await createRoom({
    servers: [{ ...cellar!, members }, ...others],
    limits: { requestBytes: 200 * 2 ** 20 },
  });
  stage = await openStage(room);
  await as('ann').slash('artist create', { name: 'Night Shift' }).replied();
  await room.as(room.server('Attic').member('eve')).slash('artist create', { name: 'Elsewhere' }).replied();
});
afterAll(() => stage?.close());

const as = (name: string) => stage.room.as(stage.room.server('Cellar').member(name));
const song = () => writeMidi(grammarSong('trap', 1));

function send(track: RoomFile, options: { artist?: string; consent?: boolean; by?: string } = {}) {
  const { artist = 'Night Shift', consent = true, by = 'ann' } = options;
  return as(by).slash('reference add', { artist, consent }, { attachments: { track } });
}

/** The message that says why not: for the asker alone if it was refused at once, else where the result would be. */
async function refusal(asked: ReturnType<typeof send>): Promise<RoomMessage> {
  return stage.room.until(
    () => asked.followUps[0] ?? (asked.message?.text.includes('⚠️') ? asked.message : undefined),
    PATIENT,
  );
}

async function expectNothingStored(): Promise<void> {
  const { store } = stage.app;
  const { id } = await store.artists.resolve(stage.room.server('Cellar').id, 'Night Shift');
  expect(await store.references.list(id)).toEqual([]);
  expect(await store.jobs.running()).toEqual([]);
  expect(await store.jobs.queued()).toEqual([]);
  await store.blobs.sweep(0);
  const blobs = join(stage.dataDir, 'blobs');
  const files = existsSync(blobs) ? await readdir(blobs, { recursive: true, withFileTypes: true }) : [];
  expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual([]);
}

const elevenMinutes = () =>
  createAudio({}).encode({ sampleRate: 8000, channels: [new Float32Array(660 * 8000)] }, { format: 'mp3' });

/** A MIDI file of one track with these events, at 120 beats a minute and 480 ticks a beat. */
function midiFile(...events: readonly (readonly number[])[]): Uint8Array {
  const track = [...events.flat(), 0, 0xff, 0x2f, 0];
  const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 1, 0xe0];
  const size = [24, 16, 8, 0].map((shift) => (track.length >>> shift) & 0xff);
  return Uint8Array.from([...head, 0x4d, 0x54, 0x72, 0x6b, ...size, ...track]);
}
const note = (after: readonly number[]) => [0, 0x99, 36, 100, ...after, 0x89, 36, 0];

describe('a file that is no reference', () => {
  const windowsProgram = () =>
    Uint8Array.from({ length: 4096 }, (_, i) => (i === 0 ? 0x4d : i === 1 ? 0x5a : (i * 37) & 0xff));
  const cases: [what: string, file: () => RoomFile | Promise<RoomFile>, sentence: RegExp][] = [
    ['an empty file', () => ({ name: 'a.mid', bytes: new Uint8Array() }), /empty/],
    ['a program called .mid', () => ({ name: 'beat.mid', bytes: windowsProgram() }), /not music|MIDI/],
    [
      'a program called .mp3',
      () => ({ name: 'beat.mp3', bytes: windowsProgram() }),
      /not music|not sound|could not be read/,
    ],
    ['a MIDI file cut off', () => ({ name: 'cut.mid', bytes: song().subarray(0, 200) }), /breaks off/],
    [
      'a MIDI file in 7/8',
      () => ({ name: 'odd.mid', bytes: midiFile([0, 0xff, 0x58, 4, 7, 3, 24, 8], note([0x83, 0x60])) }),
      /7\/8/,
    ],
    [
      'a MIDI file of over ten minutes',
      () => ({
        name: 'long.mid',
        bytes: midiFile(note([0x83, 0x60]), [0xa4, 0xcb, 0x00, 0x99, 36, 100, 0x83, 0x60, 0x89, 36, 0]),
      }),
      /10:00/,
    ],
    [
      'an MP3 of eleven minutes',
      async () => ({ name: 'long.mp3', bytes: await elevenMinutes() }),
      /10 minutes/,
    ],
    ['26 MiB', () => ({ name: 'big.wav', bytes: new Uint8Array(26 * 2 ** 20) }), /25 MB/],
    [
      'a text',
      () => ({ name: 'notes.txt', bytes: Buffer.from('my beat is fire '.repeat(100)) }),
      /read as audio|not music/,
    ],
  ];

  it.each(cases)('%s', async (_, file, sentence) => {
    const asked = send(await file());
    await asked.answered;
    const message = await refusal(asked);
    expect(message.text).toMatch(sentence);
    await expectNothingStored();
  });

  it('a file that vanished from the CDN', async () => {
    const remove = stage.room.inject({
      method: 'GET',
      path: /attachments/,
      kind: 'error',
      status: 404,
      times: 1,
    });
    const message = await refusal(send({ name: 'gone.mid', bytes: song() }));
    remove();
    expect(message.text).toMatch(/not there any more|gone|upload it again/i);
    await expectNothingStored();
  });
});

describe('what is not for this member', () => {
  it('a reference without consent', async () => {
    const message = await refusal(send({ name: 'a.mid', bytes: song() }, { consent: false }));
    expect(message.text).toContain('consent');
    expect(message.onlyFor?.name).toBe('ann');
    await expectNothingStored();
  });

  it("somebody else's artist", async () => {
    const message = await refusal(send({ name: 'a.mid', bytes: song() }, { by: 'bob' }));
    expect(message.text).toContain('owner');
    expect(message.onlyFor?.name).toBe('bob');
    expect((await refusal(as('bob').slash('train', { artist: 'Night Shift' }))).text).toContain('owner');
    await expectNothingStored();
  });

  it('an artist of another server', async () => {
    const message = await refusal(send({ name: 'a.mid', bytes: song() }, { artist: 'Elsewhere' }));
    expect(message.text).toContain('Elsewhere');
    expect(message.text).toMatch(/no artist|not .*artist/i);
    await expectNothingStored();
  });

  it('a name of 200 characters, which Discord itself does not let through, nor do the services', async () => {
    const name = 'n'.repeat(200);
    expect(() => as('ann').slash('artist create', { name })).toThrow(
      expect.objectContaining({ id: expect.stringMatching(/^room-/) }),
    );
    const who = { serverId: stage.room.server('Cellar').id, userId: '1' };
    await expect(stage.app.services.createArtist(who, { name })).rejects.toMatchObject({
      id: 'artist-name-invalid',
    });
  });

  it('training without references, a beat without training, a beat of nothing', async () => {
    expect((await refusal(as('ann').slash('train', { artist: 'Night Shift' }))).text).toContain(
      '/reference add',
    );
    expect((await refusal(as('ann').slash('beat', { artist: 'Night Shift' }))).text).toContain('/train');
    expect((await refusal(as('ann').slash('beat', {}))).text).toContain('style');
    expect((await refusal(as('ann').slash('beat', { style: 'trap', key: 'H sharp' }))).text).toContain(
      'H sharp',
    );
  });
});

describe('after all of that', () => {
  it('a good file still becomes a reference, and only once', async () => {
    const track = { name: 'good.mid', bytes: song() };
    await send(track).until((message) => message.text.includes('is now a reference'), PATIENT);
    expect((await refusal(send(track))).text).toMatch(/already/);
    expect(stage.room.violations).toEqual([]);
  });
});
