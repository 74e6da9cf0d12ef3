/** ZIPs as attackers and broken programs make them: each gets a sentence, and nothing is stored half. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT } from '../../src/services/index.ts';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { openPack } from '../../src/worker/pack.ts';
import { midi, pack, type RawEntry, rawZip } from '../support/packs.ts';
import { openStudio, type Studio } from '../support/studio.ts';

const ANN = { serverId: '1', userId: '2' };
const MB = 1024 * 1024;

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.services.createArtist(ANN, { name: 'Night Shift' });
});
afterAll(() => studio.close());

/** Sends files, has them read, and says how the job ended. */
async function send(...files: { name: string; bytes: Uint8Array }[]) {
  const { jobId } = await studio.services.addReferences(ANN, {
    artist: 'Night Shift',
    files: files.map(({ name, bytes }) => ({ name, read: async () => bytes })),
    consent: true,
  });
  await studio.work(jobId);
  const job = await studio.services.job(jobId);
  if (job.kind !== 'batch') throw new Error('that was taken for a single file');
  return job;
}
const stored = async () =>
  (await studio.services.listReferences(ANN, 'Night Shift')).map(({ name }) => name).sort();
const zip = (bytes: Uint8Array, name = 'kit.zip') => ({ name, bytes });
const raw = (...entries: RawEntry[]) => zip(rawZip(entries));
const zeros = (size: number) => new Uint8Array(size);

describe('a ZIP as a whole is refused with a sentence, and nothing of it is kept,', () => {
  const told = words.errors;
  it.each<[string, string, () => { name: string; bytes: Uint8Array }, string?]>([
    ['that ends early', 'pack-damaged', () => zip(pack({ 'a.mid': midi('a') }).subarray(0, -30))],
    [
      'with rubbish behind it',
      'pack-damaged',
      () => zip(Buffer.concat([pack({ 'a.mid': midi('a') }), zeros(9)])),
    ],
    ['with nothing in it', 'pack-empty', () => zip(pack({}))],
    [
      'with no music in it',
      'pack-empty',
      () => zip(pack({ 'read me.txt': midi('no'), '.hidden.mid': midi('h') })),
    ],
    ['with a password', 'pack-encrypted', () => raw({ name: 'a.mid', bytes: midi('a'), flags: 1 })],
    ['with strong encryption', 'pack-encrypted', () => raw({ name: 'a.mid', bytes: midi('a'), flags: 0x41 })],
    [
      'with too many tracks',
      'pack-too-many',
      () => raw(...Array.from({ length: 101 }, (_, i) => ({ name: `${i}.mid` }))),
    ],
    [
      'with too many files of any kind',
      'pack-too-many',
      () => raw(...Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}` }))),
    ],
    [
      'that unpacks to too much',
      'pack-bomb',
      () =>
        zip(pack(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.wav`, zeros(25 * MB - i)])))),
    ],
    [
      'whose files lie over each other',
      'pack-bomb',
      () =>
        raw(
          { name: '0.wav', bytes: zeros(20 * MB) },
          ...Array.from({ length: 12 }, (_, i) => ({ name: `${i}.wav`, bytes: zeros(20 * MB), offset: 0 })),
        ),
    ],
  ])(
    '%s',
    async (_what, id, make) => {
      const before = await stored();
      const job = await send(make());
      expect(job.failure?.id).toBe(id);
      expect(job.failure?.sentence).toContain('kit.zip');
      expect(await stored()).toEqual(before);
      expect(Object.keys(told)).toContain(id);
    },
    60_000,
  );

  it('or is another archive', async () => {
    const rar = Buffer.concat([Buffer.from('Rar!\x1a\x07\x00', 'latin1'), zeros(100)]);
    const seven = Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), zeros(100)]);
    for (const [name, bytes, type] of [
      ['kit.rar', rar, 'RAR'],
      ['kit.7z', seven, '7z'],
    ] as const) {
      const file = { artist: 'Night Shift', file: { name, bytes }, consent: true };
      const sentence = told['pack-other']({ name, type });
      await expect(studio.services.addReference(ANN, file)).rejects.toThrow(sentence);
    }
  });
});

describe('in a ZIP', () => {
  it('what cannot be taken keeps the rest from nothing', async () => {
    const { result } = await send(
      raw(
        { name: 'good.mid', bytes: midi('good') },
        { name: 'empty.mid' },
        { name: 'large.wav', bytes: zeros(25 * MB + 1) },
        { name: 'lies.mid', bytes: zeros(3000), claims: 10 },
        { name: 'torn.mid', bytes: midi('torn'), crc: 1 },
        { name: 'odd.mid', bytes: midi('odd'), method: 14 },
        { name: 'inner.zip', bytes: pack({ 'x.mid': midi('x') }) },
        { name: 'masked.mid', bytes: pack({ 'x.mid': midi('x') }) },
        { name: 'page.wav', bytes: Buffer.from('%PDF-1.4') },
      ),
    );
    const why = Object.fromEntries(
      result!.items.map(({ name, state, refusal }) => [name, refusal?.id ?? state]),
    );
    expect(why).toEqual({
      'good.mid': 'learned',
      'empty.mid': 'reference-empty',
      'large.wav': 'reference-too-big',
      'lies.mid': 'pack-file-damaged',
      'torn.mid': 'pack-file-damaged',
      'odd.mid': 'pack-method',
      'inner.zip': 'pack-nested',
      'masked.mid': 'pack-nested',
      'page.wav': 'reference-unsupported',
    });
    expect(await stored()).toEqual(['good.mid']);
  });

  it('a name is only a name, in whatever alphabet, and leads nowhere', async () => {
    const { result } = await send(
      raw(
        { name: '../../../etc/up.mid', bytes: midi('1') },
        { name: '/srv/absolute.mid', bytes: midi('2') },
        { name: 'C:\\Windows\\back.mid', bytes: midi('3') },
        { name: Buffer.from([0x54, 0x81, 0x72, 0x2e, 0x6d, 0x69, 0x64]), bytes: midi('4') },
        { name: 'ベース.mid', bytes: midi('5') },
        { name: 'line\nbreak\u202e.mid', bytes: midi('6') },
        { name: `${'long'.repeat(9000)}.mid`, bytes: midi('long') },
        { name: '__MACOSX/._up.mid', bytes: midi('7') },
        { name: 'Kit/.git/x.mid', bytes: midi('8') },
      ),
    );
    expect(result!.items.map(({ name }) => name)).toEqual([
      'up.mid',
      'absolute.mid',
      'back.mid',
      'Tür.mid',
      'ベース.mid',
      'line break .mid',
      expect.stringMatching(/^[long]{296}\.mid$/),
    ]);
    for (const name of await stored()) expect(name).not.toMatch(/[/\\\n]/);
  });

  it('sizes may stand where large files have them', async () => {
    const { result } = await send(raw({ name: '64.mid', bytes: midi('64'), isZip64: true }));
    expect(result!.items).toMatchObject([{ name: '64.mid', state: 'learned' }]);
  });
});

it('files that are sent together do not suffer from each other', async () => {
  const { result } = await send(
    zip(pack({ 'a.mid': midi('a') }).subarray(0, -30), 'torn.zip'),
    zip(pack({ 'b.mid': midi('b') }), 'whole.zip'),
    { name: 'c.mid', bytes: midi('c') },
  );
  expect(result!.items.map(({ name, state }) => [name, state])).toEqual([
    ['torn.zip', 'refused'],
    ['b.mid', 'learned'],
    ['c.mid', 'learned'],
  ]);
});

it('too many files at once, and files without consent, are refused before any is fetched', async () => {
  const read = async () => {
    throw new Error('it was fetched');
  };
  const files = Array.from({ length: 101 }, (_, i) => ({ name: `${i}.mid`, read }));
  const ask = (consent: boolean) =>
    studio.services.addReferences(ANN, { artist: 'Night Shift', files, consent });
  await expect(ask(true)).rejects.toMatchObject({ id: 'batch-too-many' });
  await expect(ask(false)).rejects.toThrow(words.errors['consent-missing']({ wording: CONSENT.wording }));
});

it('a ZIP with any bytes changed is opened or refused, and never anything else', async () => {
  const whole = pack({ 'a.mid': midi('a'), 'B/b.mid': midi('b'.repeat(500)), 'note.txt': midi('n') });
  const place = fc.nat(whole.length - 1);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          const opened = await openPack('kit.zip', bytes);
          for await (const track of opened.tracks(new AbortController().signal))
            expect(track.name).not.toContain('/');
        } catch (error) {
          expect(error).toBeInstanceOf(BeatwrightError);
        }
      },
    ),
    { numRuns: 300 },
  );
});
