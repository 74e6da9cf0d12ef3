import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { type KeyReading, keyName, PARTS, type Style, writeMidi } from '../music/index.ts';
import type { Tasks } from '../threads/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { readNamed } from './files.ts';
import { JSON_OPTION, keyOption, numberOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style?: Style;
  bpm?: number;
  key?: KeyReading;
  midi?: string;
  json?: true;
}

type Hearing = Tasks['listen']['output'];

/** `listen`. */
export function defineListen(listen: Command): void {
  listen
    .argument('<file>')
    .option('--style <style>', 'its style, which helps to tell half tempo from double', styleOption)
    .option('--bpm <number>', 'its tempo, if you know it', numberOption)
    .option('--key <key>', 'its key, if you know it', keyOption)
    .option('--midi <file>', 'write the best loop as a MIDI file')
    .option(...JSON_OPTION)
    .action(async (file: string, { style, bpm, key, midi, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const { workers, ffmpegPath } = readConfig();
      const { openPool } = await import('../threads/index.ts');
      const pool = openPool({ threads: workers, isAlone: true, ffmpegPath });
      try {
        const bytes = await readNamed(file);
        const heard = await pool.run(
          'listen',
          { bytes, fileName: basename(file), style, corrections: { bpm, key: key?.key } },
          {
            signal: terminal.signal,
            onProgress: ({ stage, fraction }) => terminal.progress(stage, Math.floor(100 * fraction)),
          },
        );
        terminal.progressEnds();
        const notes = key?.note === undefined ? [] : [key.note];
        const hearing = { ...heard, warnings: [...notes, ...heard.warnings] };
        if (midi !== undefined) await writeBestLoop(hearing, file, midi);
        if (json) for (const warning of hearing.warnings) terminal.log.warn(warning);
        terminal.result(jsonOf(hearing), textOf(hearing));
      } finally {
        terminal.progressEnds();
        await pool.close();
      }
    });
}

async function writeBestLoop({ loops }: Hearing, file: string, midi: string): Promise<void> {
  const [best] = loops;
  if (best === undefined) {
    throw new BeatwrightError('listen-no-loop', { file: basename(file) });
  }
  await writeFile(midi, writeMidi(best.score, { title: basename(file) }));
}

const rounded = (seconds: number) => Math.round(10_000 * seconds) / 10_000;

function jsonOf(hearing: Hearing): object {
  return {
    seconds: rounded(hearing.seconds),
    bpm: hearing.bpm,
    bpmConfidence: hearing.bpmConfidence,
    octaveConfidence: hearing.octaveConfidence,
    otherBpm: hearing.otherBpm,
    key: keyName(hearing.key),
    keyConfidence: hearing.keyConfidence,
    beats: hearing.beats.map(rounded),
    downbeats: hearing.downbeats.map(rounded),
    drums: hearing.drums.map(({ time, voice, velocity }) => ({ time: rounded(time), voice, velocity })),
    notes: hearing.notes.map(({ part, time, duration, pitch }) => ({
      part,
      time: rounded(time),
      duration: rounded(duration),
      pitch,
    })),
    loops: hearing.loops.map(({ start, bars }) => ({ start: rounded(start), bars })),
  };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function textOf({ seconds, bpm, bpmConfidence, key, keyConfidence, runnerUpKey, ...rest }: Hearing): string {
  const { swing, pocketMs, loops, warnings } = rest;
  const pocket = Object.entries(pocketMs).flatMap(([voice, ms]) =>
    Math.abs(ms) >= 1 ? [`${voice} ${Math.abs(ms)} ms ${ms > 0 ? 'late' : 'early'}`] : [],
  );
  return [
    `${seconds.toFixed(1)} s at ${bpm} bpm (${percent(bpmConfidence)} sure)`,
    `${keyName(key)} (${percent(keyConfidence)} sure), else ${keyName(runnerUpKey)}`,
    ...(swing === undefined ? [] : [`swing ${percent(swing)}`]),
    ...(pocket.length === 0 ? [] : [pocket.join(', ')]),
    ...loops.map(({ start, bars, confidence }) => {
      const parts = PARTS.filter((part) => confidence[part] > 0).map(
        (part) => `${part} ${percent(confidence[part])}`,
      );
      return `loop of ${bars} bars at ${start.toFixed(2)} s: ${parts.join(', ')}`;
    }),
    ...warnings,
  ].join('\n');
}
