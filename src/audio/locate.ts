/** Finds the ffmpeg to run. */
import { access, chmod, constants } from 'node:fs/promises';
import { execa } from 'execa';
import { BeatwrightError } from '../music/index.ts';

/**
 * The configured path, else ffmpeg in PATH, else the binary that npm installed (4.1, of 2018).
 * @throws BeatwrightError `audio-no-ffmpeg`
 */
export async function locateFfmpeg(
  configured: string | undefined,
  log: (line: string) => void,
): Promise<string> {
  if (configured) {
    if (await runs(configured)) return configured;
    throw new BeatwrightError(
      'audio-no-ffmpeg',
      `FFMPEG_PATH is ${configured}, which is not an ffmpeg that runs. Correct it, or unset it to search PATH.`,
    );
  }
  if (await runs('ffmpeg')) return 'ffmpeg';
  const packaged = await packagedFfmpeg();
  if (packaged && (await runs(packaged))) {
    log(
      'No ffmpeg was found in PATH: using the old one (4.1) that npm installed. Install ffmpeg 5 or later.',
    );
    return packaged;
  }
  throw new BeatwrightError(
    'audio-no-ffmpeg',
    'No ffmpeg that runs was found. Install ffmpeg, or set FFMPEG_PATH to one.',
  );
}

async function runs(path: string): Promise<boolean> {
  const { exitCode, stdout } = await execa(path, ['-version'], {
    reject: false,
    timeout: 10_000,
    stdin: 'ignore',
  });
  return exitCode === 0 && stdout.startsWith('ffmpeg version');
}

/** npm may have been told to run no install scripts, and then the binary is not yet executable. */
async function packagedFfmpeg(): Promise<string | undefined> {
  try {
    const { default: installer } = await import('@ffmpeg-installer/ffmpeg');
    await access(installer.path, constants.X_OK).catch(() => chmod(installer.path, 0o755));
    return installer.path;
  } catch {
    // The package throws where it has no binary for the platform, and chmod where the directory is read-only.
    return undefined;
  }
}
