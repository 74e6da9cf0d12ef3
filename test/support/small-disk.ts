/** A real small disk, in a namespace of a process's own, where the kernel lets it have one. */
import { spawnSync } from 'node:child_process';

/** The command that runs another with a small disk at a folder, which ends with it. */
export const onSmallDisk = (folder: string, size: string, command: readonly string[]): [string, string[]] => [
  'unshare',
  [
    ...['--mount', '--map-root-user', 'sh', '-c'],
    ...[`mount -t tmpfs -o size=${size} none "$0" && exec "$@"`, folder, ...command],
  ],
];

/** Why there is none to be had here, to skip with a message. */
export function noSmallDisk(folder: string): string | undefined {
  const { status, error, stderr } = spawnSync(...onSmallDisk(folder, '64k', ['true']), { encoding: 'utf8' });
  return status === 0 ? undefined : `no small disk can be had here: ${error?.message ?? stderr.trim()}`;
}
