import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type KeyReading, keyName } from '../music/index.ts';
import {
  type Asker,
  type BatchItem,
  CONSENT,
  MAX_FILES,
  type ReferenceCard,
  type ShownReference,
} from '../services/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { readNamed } from './files.ts';
import { MEMBER_OPTION, type MemberOptions, memberOf, SERVER_OPTION } from './member.ts';
import { DATA_OPTION, JSON_OPTION, keyOption, numberOption } from './options.ts';
import { createTerminal, isTold } from './terminal.ts';
import {
  type PadWish,
  padOption,
  partCorrections,
  type TrackWish,
  trackLines,
  trackOption,
} from './tracks.ts';
import { ASKER, type Workshop, withWorkshop } from './workshop.ts';

interface Options {
  artist: string;
  json?: true;
  data?: string;
}

/** `reference add|list|show|correct|remove`. */
export function defineReference(reference: Command): void {
  reference
    .command('add <files...>')
    .description(`add tracks (MIDI, audio or ZIPs of them); by doing so you confirm: “${CONSENT.wording}”`)
    .requiredOption('--artist <name>', 'the artist')
    .option(...SERVER_OPTION)
    .option(...MEMBER_OPTION)
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(add);
  reference
    .command('list')
    .description("list an artist's references")
    .requiredOption('--artist <name>', 'the artist')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const references = await services.listReferences(ASKER, options.artist);
        terminal.result(
          { references: references.map(asJson) },
          references.length > 0
            ? references.map(asText).join('\n')
            : `${options.artist} has no references yet.`,
        );
      });
    });
  reference
    .command('show <reference>')
    .description('show what was found in a reference, by its id or file name')
    .requiredOption('--artist <name>', 'the artist')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (idOrName: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const shown = await services.showReference(ASKER, options.artist, idOrName);
        terminal.result(shownJson(shown), shownText(shown).join('\n'));
      });
    });
  reference
    .command('correct <reference>')
    .description('correct what was found in a reference, by its id or file name; it is then analysed again')
    .requiredOption('--artist <name>', 'the artist')
    .addOption(
      new Option('--bpm <number>', 'its tempo').argParser(numberOption).conflicts(['half', 'double']),
    )
    .addOption(new Option('--half', 'half the detected tempo').conflicts('double'))
    .option('--double', 'double the detected tempo')
    .option('--key <key>', 'its key, such as Fm or "F# minor"', keyOption)
    .option(
      '--track <track=part>',
      'what a track of a MIDI file is, by its name or number: drums, bass, chords, melody or "leave out"; once for each',
      trackOption,
    )
    .option(
      '--pad <note=drum>',
      'what a drum note is, such as 38=snare, D2=snare or, of one of several tracks, Kit:38="leave out"; once for each',
      padOption,
    )
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(correct);
  reference
    .command('remove <reference>')
    .description('remove a reference, by its id or file name')
    .requiredOption('--artist <name>', 'the artist')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (idOrName: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const removed = await services.removeReference(ASKER, options.artist, idOrName);
        const gone =
          removed.retired.length > 0 ? ` Retired: generator ${removed.retired.join(', ')}. Train again.` : '';
        terminal.result(removed, `Removed ${removed.name}.${gone}`);
      });
    });
}

interface CorrectOptions extends Options {
  bpm?: number;
  half?: true;
  double?: true;
  key?: KeyReading;
  track?: readonly TrackWish[];
  pad?: readonly PadWish[];
}

async function correct(idOrName: string, options: CorrectOptions): Promise<void> {
  const terminal = createTerminal({ json: options.json ?? false });
  await withWorkshop(terminal, options, async ({ services, finish }) => {
    const { reference: now } = await services.showReference(ASKER, options.artist, idOrName);
    const bpm = tempoOf(now, options);
    const { jobId } = await services.correctReference(ASKER, {
      referenceId: now.id,
      bpm,
      key: options.key?.key,
      keyNote: options.key?.note,
      ...partCorrections(now, { tracks: options.track, pads: options.pad }),
    });
    const corrected = await finish('correct', jobId);
    terminal.result(shownJson(corrected), shownText(corrected).join('\n'));
  });
}

function tempoOf({ name, kind, bpm }: ReferenceCard, options: CorrectOptions): number | undefined {
  if (!options.half && !options.double) {
    const { bpm: told, key, track, pad } = options;
    if ([told, key, track, pad].some((each) => each !== undefined)) return told;
    throw new BeatwrightError('correct-nothing');
  }
  if (kind === 'audio' && bpm !== undefined) return options.half ? bpm / 2 : bpm * 2;
  throw new BeatwrightError('correct-bpm', { name });
}

type Shown = Pick<ShownReference, 'reference' | 'warnings'>;

interface Added {
  readonly file: string;
  readonly shown: Shown;
}

interface Refused {
  readonly file: string;
  readonly error: { readonly id: string; readonly message: string };
}

interface Outcome {
  readonly added: readonly Added[];
  readonly refused: readonly Refused[];
  readonly notes: readonly string[];
}

/** Every file is tried; those that cannot be taken are named with the reason, and the exit code is 1. */
async function add(files: string[], options: Options & MemberOptions): Promise<void> {
  const terminal = createTerminal({ json: options.json ?? false });
  const who = memberOf(options);
  await withWorkshop(terminal, options, async ({ services, finish }) => {
    await services.checkMayContribute(who, options.artist);
    const added: Added[] = [];
    const refused: Refused[] = [];
    const notes: string[] = [];
    for (let at = 0; at < files.length; at += MAX_FILES) {
      const some = files.slice(at, at + MAX_FILES);
      const outcome = await addFiles(some, { who, artist: options.artist }, services, finish);
      added.push(...outcome.added);
      refused.push(...outcome.refused);
      notes.push(...outcome.notes);
    }
    if (refused.length > 0) process.exitCode ??= 1;
    terminal.result(
      {
        added: added.map(({ file, shown }) => ({ file, ...shownJson(shown) })),
        refused,
        notes,
      },
      [
        ...added.flatMap(({ shown }) => shownText(shown)),
        ...refused.map(({ file, error }) => `${file}: ${error.message}`),
        ...notes.map((each) => `note: ${each}`),
      ].join('\n'),
    );
  });
}

function shownJson({ reference, warnings }: Shown) {
  return { ...asJson(reference), warnings };
}

function shownText({ reference, warnings }: Shown): string[] {
  return [asText(reference), ...trackLines(reference), ...warnings.map((each) => `  note: ${each}`)];
}

async function addFiles(
  files: readonly string[],
  { who, artist }: { who: Asker; artist: string },
  services: Workshop['services'],
  finish: Workshop['finish'],
): Promise<Outcome> {
  const given = files.map((file) => ({ name: basename(file), read: () => readNamed(file) }));
  try {
    const { jobId } = await services.addReferences(who, { artist, files: given, consent: true });
    if ((await services.job(jobId)).kind === 'ingest') {
      const shown = await finish('ingest', jobId);
      return { added: [{ file: files[0]!, shown }], refused: [], notes: [] };
    }
    const { items, notes } = await finish('batch', jobId);
    return { ...parted(items, pathsOf(files)), notes };
  } catch (error) {
    if (!isTold(error) || files.length > 1) throw error;
    return {
      added: [],
      refused: [{ file: files[0]!, error: { id: error.id, message: error.message } }],
      notes: [],
    };
  }
}

/** Finds the path that was given for what a file is called; of several with one name, each in its turn. */
function pathsOf(files: readonly string[]): (item: BatchItem) => string {
  const left = [...files];
  return ({ name, from }) => {
    const called = from ?? name;
    const path = left.find((each) => basename(each) === called) ?? called;
    if (from !== undefined) return `${path}/${name}`;
    if (left.includes(path)) left.splice(left.indexOf(path), 1);
    return path;
  };
}

function parted(items: readonly BatchItem[], pathOf: (item: BatchItem) => string): Omit<Outcome, 'notes'> {
  const added: Added[] = [];
  const refused: Refused[] = [];
  for (const item of items) {
    const file = pathOf(item);
    const { reference, warnings = [], refusal, twin } = item;
    if (reference !== undefined) added.push({ file, shown: { reference, warnings } });
    else if (refusal !== undefined)
      refused.push({ file, error: { id: refusal.id, message: refusal.sentence } });
    else if (twin !== undefined) {
      const message = words.views.batch.twin({ name: twin });
      refused.push({ file, error: { id: 'reference-duplicate', message } });
    }
  }
  return { added, refused };
}

function asJson(reference: ReferenceCard) {
  const { id, name, kind, state, size, seconds, loops, bpm, key, midi, hearing, corrected } = reference;
  return {
    ...{ id, name, kind, state, size, seconds, loops, bpm },
    key: key && keyName(key),
    ...midi,
    hearing: hearing && { ...hearing, runnerUpKey: keyName(hearing.runnerUpKey) },
    corrected: corrected && { ...corrected, ...(corrected.key && { key: keyName(corrected.key) }) },
  };
}

function asText(reference: ReferenceCard): string {
  const { id, name, state, loops, bpm, key, midi, hearing, corrected } = reference;
  const said = words.views.reference.facts;
  const keyFrom = midi?.keyFrom ?? 'file';
  const music = [
    bpm && said.tempo({ bpm, from: midi?.tempoFrom ?? 'file' }),
    key && keyFrom !== 'nothing' && said.key({ key: keyName(key), from: keyFrom }),
    `${loops} ${loops === 1 ? 'loop' : 'loops'}`,
    corrected && 'corrected',
    hearing && state === 'ready' && `heard ${howSure(hearing)}`,
  ];
  const heard =
    state === 'waiting'
      ? 'kept, not learned from: nothing in it is sure enough'
      : music.filter((part) => part).join(', ');
  return `${id}  ${name}: ${heard}`;
}

/** `drums 88 %, bass 70 %` */
function howSure({ parts }: NonNullable<ReferenceCard['hearing']>): string {
  return Object.entries(parts)
    .map(([part, share]) => `${part} ${Math.round(100 * share)} %`)
    .join(', ');
}
