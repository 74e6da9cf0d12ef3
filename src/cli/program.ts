/**
 * The commands of the terminal. Only the one that is asked for is loaded, and what it works with only when it runs: help
 * comes at once.
 */
import { Command, CommanderError } from 'commander';

interface Entry {
  readonly description: string;
  /** Gives the command its arguments, options and action. */
  readonly load: () => Promise<(command: Command) => void>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  artist: {
    description: 'create and manage artists',
    load: async () => (await import('./artist.ts')).defineArtist,
  },
  reference: {
    description: 'add and manage the tracks that an artist learns from',
    load: async () => (await import('./reference.ts')).defineReference,
  },
  train: {
    description: 'train an artist on its references',
    load: async () => (await import('./train.ts')).defineTrain,
  },
  beat: {
    description: 'make takes of a beat: MIDI, MP3 and WAV',
    load: async () => (await import('./beat.ts')).defineBeat,
  },
  privacy: {
    description: 'export or erase what is kept of the terminal or of a member',
    load: async () => (await import('./privacy.ts')).definePrivacy,
  },
  render: {
    description: 'render the best loop of a MIDI file as MP3, WAV and a picture',
    load: async () => (await import('./render.ts')).defineRender,
  },
  listen: {
    description: 'analyse a track: tempo, beats, key, drums, notes and its best loops',
    load: async () => (await import('./listen.ts')).defineListen,
  },
  kit: {
    description: 'print the kit of a style as JSON: what a kit of your own can say, and where it starts from',
    load: async () => (await import('./render.ts')).defineKit,
  },
  rework: {
    description: 'rewrite parts or bars of a MIDI file, vary it or continue it',
    load: async () => (await import('./rework.ts')).defineRework,
  },
  backup: {
    description: 'write the database and all files into one file',
    load: async () => (await import('./backup.ts')).defineBackup,
  },
  restore: {
    description: 'put a backup or a snapshot in the place of what there is',
    load: async () => (await import('./backup.ts')).defineRestore,
  },
  start: {
    description: 'run the bot (and the worker), as `npm start` does',
    load: async () => (await import('./start.ts')).defineStart,
  },
};

/** Does what the words after the program's name ask, and sets the exit code. */
export async function runCommand(words: readonly string[]): Promise<void> {
  try {
    const program = await programFor(words);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // Commander has said itself what was wrong with the words of the command.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      const { showError } = await import('./terminal.ts');
      showError(error, { json: words.includes('--json') });
    }
  }
}

async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command('beatwright')
    .description("Instrumentals in an artist's own sound.")
    .showHelpAfterError('(add --help to see what there is)')
    .exitOverride();
  for (const [name, { description, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).description(description);
    // A word that is no command loads one too many at worst.
    if (words.includes(name)) (await load())(command);
  }
  return program;
}
