/** The terminal as a person or a script meets it: a process, its stdout, its stderr and its exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudio, type Engine } from '../../src/audio/index.ts';
import { grammarArtist } from '../../src/corpus/index.ts';
import { readMidi, writeMidi } from '../../src/music/index.ts';
import { midiFile, named, pattern } from '../music/midi-files.ts';
import { describeEngines } from '../support/ffmpeg.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function beatwright(...args: string[]): Promise<Outcome> {
  return beatwrightWith({}, ...args);
}

function beatwrightWith(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> {
  const data = { DATA_DIR: join(folder, 'data'), DATABASE_URL: '', TRAINING_STEPS: '6' };
  const env = { ...process.env, ...data, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli.ts', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** stdout as the one JSON object that it must be. */
const json = ({ stdout }: Outcome) => JSON.parse(stdout);

describeEngines((engine: Engine) => {
  // Where PATH leads nowhere there is no ffmpeg to be found.
  const run = (...args: string[]) =>
    beatwrightWith(
      engine.kind === 'native' ? { FFMPEG_PATH: engine.path } : { PATH: folder, FFMPEG_PATH: '' },
      ...args,
    );

  it('makes a beat of a style and says in one JSON object where it is', async () => {
    const out = join(folder, engine.kind, 'takes');
    const wish = '--style trap --bars 2 --bpm 140 --key Fm --seed 7 --takes 2'.split(' ');
    const outcome = await run('beat', ...wish, '--out', out, '--json');
    expect(outcome).toMatchObject({ code: 0 });
    const { seed, style, takes, sheet } = json(outcome);
    expect({ seed, style }).toEqual({ seed: 7, style: 'trap' });
    expect(takes.map(({ name }: { name: string }) => name)).toEqual(['A', 'B']);
    for (const take of takes) {
      expect(take).toMatchObject({ bpm: 140, key: 'Fm', bars: 2 });
      expect(take.seconds).toBeCloseTo((2 * 4 * 60) / 140, 6);
      expect(take.midi.startsWith(out)).toBe(true);
      const { score } = readMidi(await readFile(take.midi));
      expect(score).toMatchObject({ bpm: 140, bars: 2, key: { tonic: 5, mode: 'minor' } });
      const audio = createAudio({ engine });
      expect(await audio.probe(await readFile(take.mp3))).toMatchObject({ codec: 'mp3' });
      const wav = await audio.probe(await readFile(take.wav));
      expect(wav.seconds).toBeCloseTo(take.seconds, 3);
      for (const stage of ['generate', 'render', 'encode']) expect(take.ms[stage]).toBeGreaterThan(0);
    }
    expect((await readFile(sheet)).subarray(1, 4).toString()).toBe('PNG');
    // The same seed again: the same MIDI, also when fewer takes are asked for.
    const again = json(
      await run('beat', ...wish.slice(0, -1), '1', '--out', join(folder, engine.kind, 'again'), '--json'),
    );
    expect(await readFile(again.takes[0].midi)).toEqual(await readFile(takes[0].midi));
  });

  it('renders any MIDI file, with stems and as a song', async () => {
    const file = join(folder, 'loop.mid');
    // Fast, so that its song is short.
    await writeFile(file, writeMidi({ ...grammarArtist('boom-bap', 2).song(0), bpm: 160 }));
    const out = join(folder, engine.kind, 'rendered');
    const made = json(
      await run('render', file, '--style', 'boom-bap', '--stems', '--song', '--out', out, '--json'),
    );
    expect(made).toMatchObject({ bars: 8, warnings: [] });
    const audio = createAudio({ engine });
    const seconds = (8 * 4 * 60) / made.bpm;
    expect((await audio.probe(await readFile(made.wav))).seconds).toBeCloseTo(seconds, 3);
    expect((await audio.probe(await readFile(made.songMp3))).seconds).toBeGreaterThan(4 * seconds);
    expect((await readFile(made.stems)).subarray(0, 2).toString()).toBe('PK');
    expect((await readFile(made.png)).subarray(1, 4).toString()).toBe('PNG');
    expect(readMidi(await readFile(made.songMidi)).score.bars).toBeGreaterThan(40);
  });
});

describe('beatwright', () => {
  it('works on a MIDI file, and leaves what it is not asked to change', async () => {
    const file = join(folder, 'work.mid');
    await writeFile(file, writeMidi(grammarArtist('boom-bap', 2).song(0)));
    const original = readMidi(await readFile(file)).score;
    const work = ['rework', file, '--style', 'boom-bap', '--out', join(folder, 'reworked'), '--json'];
    const { takes } = json(await beatwright(...work, '--parts', 'bass', '--takes', '2'));
    expect(takes).toHaveLength(2);
    const { score } = readMidi(await readFile(takes[0].midi));
    for (const part of ['drums', 'chords', 'melody'] as const) expect(score[part]).toEqual(original[part]);
    expect(score.bass).not.toEqual(original.bass);
    expect(json(await beatwright(...work)).error).toMatchObject({ id: 'rework-change' });
  });

  it('learns an artist from files', async () => {
    const files: string[] = [];
    const artist = grammarArtist('g-funk', 1);
    for (let i = 0; i < 4; i++) {
      files.push(join(folder, `${i}.mid`));
      await writeFile(files[i]!, writeMidi(artist.song(i)));
    }
    await writeFile(join(folder, 'broken.mid'), 'MThd');
    expect(json(await beatwright('artist', 'create', 'Low Ride', '--json'))).toMatchObject({
      name: 'Low Ride',
    });
    const added = await beatwright(
      'reference',
      'add',
      '--artist',
      'Low Ride',
      ...files,
      join(folder, 'broken.mid'),
      '--json',
    );
    expect(added.code).toBe(1);
    expect(json(added).added).toHaveLength(4);
    expect(json(added).refused).toMatchObject([
      { file: join(folder, 'broken.mid'), error: { id: expect.stringMatching(/^midi-/) } },
    ]);
    const zip = join(folder, 'kit.zip');
    await writeFile(
      zip,
      zipSync({ 'Kit/4.mid': writeMidi(artist.song(4)), 'Kit/notes.txt': Buffer.from('no') }),
    );
    const packed = json(await beatwright('reference', 'add', zip, '--artist', 'Low Ride', '--json'));
    expect(packed).toMatchObject({ added: [{ file: `${zip}/4.mid`, name: '4.mid' }], refused: [] });
    expect(packed.notes).toEqual([expect.stringContaining('notes.txt')]);
    const again = await beatwright('reference', 'add', zip, '--artist', 'Low Ride', '--json');
    expect(again.code).toBe(1);
    expect(json(again).refused).toMatchObject([{ error: { id: 'reference-duplicate' } }]);
    await beatwright('reference', 'remove', '4.mid', '--artist', 'Low Ride', '--json');
    const picture = join(folder, 'loss.png');
    const trained = json(await beatwright('train', '--artist', 'Low Ride', '--picture', picture, '--json'));
    expect(trained).toMatchObject({ artist: 'Low Ride', version: 1, references: 4 });
    expect(trained.steps).toBeGreaterThan(0);
    expect(trained.bits.after).toBeLessThan(trained.bits.before);
    expect(trained.bits.before).toBeLessThan(trained.bits.base);
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
    const habits = join(folder, 'habits.png');
    const shown = await beatwright('artist', 'show', 'low ride', '--picture', habits);
    expect((await readFile(habits)).subarray(1, 4).toString()).toBe('PNG');
    expect(shown.stdout).toMatch(/references {2}4 ready/);
    expect(shown.stdout).toMatch(/generator {3}version 1/);
    expect(shown.stdout).toMatch(/v1 {2}.*4 references, .* in use/);
    const back = json(await beatwright('artist', 'rollback', 'Low Ride', 'v1', '--json'));
    expect(back.generator).toMatchObject({ version: 1 });
    const [first] = json(await beatwright('reference', 'list', '--artist', 'Low Ride', '--json')).references;
    const correct = ['reference', 'correct', first.name, '--artist', 'Low Ride', '--json'];
    const corrected = json(await beatwright(...correct, '--bpm', '101.5', '--key', 'F# minor'));
    expect(corrected).toMatchObject({ id: first.id, bpm: 101.5, key: 'F#m', corrected: { bpm: 101.5 } });
    expect(json(await beatwright(...correct, '--half')).error).toMatchObject({ id: 'correct-bpm' });
    const removed = json(await beatwright('reference', 'remove', first.id, '--artist', 'Low Ride', '--json'));
    expect(removed).toEqual({ name: first.name, retired: [1] });
    const refused = await beatwright('artist', 'rollback', 'Low Ride', '1', '--json');
    expect(refused.code).toBe(1);
    expect(json(refused).error).toMatchObject({ id: 'generator-retired' });
  });

  it('tells what the tracks of a file were taken for, and takes corrections of tracks and drum notes', async () => {
    await beatwright('artist', 'create', 'Parts', '--json');
    const file = join(folder, 'Loop 140 BPM.mid');
    const drums = [...pattern(9, 36, [0, 8]), ...pattern(9, 27, [4, 12]), ...pattern(9, 42, [0, 2, 4, 6])];
    const lead = pattern(0, 72, [0, 3, 6]);
    await writeFile(
      file,
      midiFile([
        [named('Kit'), ...drums],
        [named('Lead'), ...lead],
      ]),
    );
    const added = await beatwright('reference', 'add', '--artist', 'Parts', file);
    expect(added.stdout).toContain('140 BPM (from the file’s name)');
    const of = ['Loop 140 BPM.mid', '--artist', 'Parts'];
    const shown = await beatwright('reference', 'show', ...of);
    expect(shown.stdout).toBe(added.stdout);
    expect(shown.stdout).toMatch(/^ {2}1 Kit: drums \(sure\)/m);
    expect(shown.stdout).toMatch(/^ {2}2 Lead: melody \(/m);
    const correct = (...told: string[]) => beatwright('reference', 'correct', ...of, ...told);
    const pads = ['--pad', '27=closed hat', '--pad', 'kit:F#2=shaker'];
    const corrected = await correct('--track', 'lead=bass', ...pads, '--key', 'B-Dur');
    for (const fact of [
      '2 Lead: bass (corrected)',
      'F#2 (42) is shaker (corrected)',
      '“B-Dur” is read as Bb',
    ])
      expect(corrected.stdout).toContain(fact);
    const again = json(await correct('--track', '2=bass', '--json'));
    expect(again.error).toMatchObject({ id: 'reference-same-parts' });
    for (const [told, id] of [
      [['--track', 'Choir=bass'], 'reference-track-unknown'],
      [['--pad', '60=snare'], 'reference-pad-unknown'],
      [['--pad', 'Lead:72=snare'], 'reference-pad-unknown'],
      [['--bpm', '0'], 'reference-bpm'],
      [[], 'correct-nothing'],
    ] as const)
      expect(json(await correct(...told, '--json')).error).toMatchObject({ id });
    const { tracks, bpm, key } = json(await beatwright('reference', 'show', ...of, '--json'));
    expect({ bpm, key }).toEqual({ bpm: 140, key: 'Bb' });
    expect(tracks[1]).toMatchObject({ name: 'Lead', part: 'bass', surely: 'told' });
    expect(tracks[0].pads[0]).toMatchObject({ pitch: 27, drum: 'closedHat', from: 'told' });
  });

  it.each([
    [['reference', 'correct', 'x', '--artist', 'y', '--track', 'Lead'], /equals sign/],
    [['reference', 'correct', 'x', '--artist', 'y', '--track', '1=flute'], /leave-out/],
    [['reference', 'correct', 'x', '--artist', 'y', '--pad', 'H2=snare'], /0 to 127/],
    [['beat', '--style', 'polka'], /boom-bap/],
    [['beat', '--style', 'trap', '--key', 'X'], /key/i],
    [['beat', '--style', 'trap', '--bpm', 'fast'], /number/],
    [['beat', '--style', 'trap', '--master', 'huge'], /quiet, streaming, loud/],
    [['beat', '--style', 'trap', '--parts', 'drums,triangle'], /melody/],
    [['rework', 'x.mid', '--style', 'trap', '--bars', '3-1'], /7-8/],
    [['sing'], /unknown command/],
  ])('says what is wrong with %j', async (args, sentence) => {
    const outcome = await beatwright(...args);
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(sentence);
  });

  it('refuses what cannot be, with a sentence and without a trace of the code', async () => {
    const outcome = await beatwright('beat', '--style', 'trap', '--bars', '99');
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/99 bars/);
    expect(outcome.stderr).not.toMatch(/\.ts:/);
  });
});

describe('npm start', () => {
  it('without a token says how to get one and what works without', async () => {
    const env = { ...process.env, DISCORD_TOKEN: '', DATA_DIR: join(folder, 'start') };
    const outcome = await new Promise<Outcome>((resolve) => {
      execFile(process.execPath, ['src/main.ts'], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr.trim().split('\n')).toHaveLength(3);
    expect(outcome.stderr).toMatch(/discord\.com\/developers/);
    expect(outcome.stderr).toMatch(/npm run demo/);
  });
});
