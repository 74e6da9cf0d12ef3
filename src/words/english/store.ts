/** What is kept: the database, files, artists, references, generators, beats. */

export const errors = {
  'disk-full':
    'There is no disk space left for Beatwright’s data. Ask whoever runs this bot to free some, then try again.',
  'data-unwritable':
    'Beatwright has no permission to write its data. Ask whoever runs this bot to fix that, then try again.',
  'data-folder': ({ path, why }: { path: string; why: string }) =>
    `${path} cannot be created or written (${why}). Choose a writable folder with DATA_DIR, or with --data in the terminal.`,
  'data-locked': ({ file }: { file: string }) =>
    `Another Beatwright is using this data (it holds ${file}). Stop it first, or give this one a folder (DATA_DIR, or --data in the terminal) or a PostgreSQL database (DATABASE_URL) to itself.`,
  'data-unreadable': ({
    folder,
    why,
    snapshot,
  }: {
    folder: string;
    why: string;
    snapshot: string | undefined;
  }) =>
    `The database in ${folder} cannot be opened: ${why}. ${
      snapshot === undefined
        ? 'Restore a backup with "npm run -s beatwright -- restore FILE"'
        : `Go back to its newest snapshot with "npm run -s beatwright -- restore ${snapshot}"`
    }, or move the folder away to start with an empty one.`,
  'backup-no-database': ({ folder }: { folder: string }) =>
    `There is no database in ${folder}, so there is nothing to back up. Name another folder with --data.`,
  'backup-in-use':
    'Another Beatwright is using this data, and it has no snapshot yet: it takes one every ten minutes. Try again then, or stop it first.',
  'backup-running':
    'Another backup of this data is being made or restored. Wait for it to end, and try again.',
  'backup-unreadable': ({ file, why }: { file: string; why: string }) =>
    `${file} is no backup of Beatwright’s, or is damaged (${why}). Nothing changed. Choose another file.`,
  'backup-damaged': ({ what, why }: { what: string; why: string }) =>
    `The backup is damaged: ${what} (${why}). The database is unchanged. Choose another file.`,
  'backup-other-database': ({ isPostgres }: { isPostgres: boolean }) =>
    isPostgres
      ? 'This backup is of a PostgreSQL database. Set DATABASE_URL to one, and leave out --data.'
      : 'This backup is of an embedded database. Leave DATABASE_URL empty, or name a folder with --data.',
  'backup-program': ({ program, why }: { program: string; why: string }) =>
    `PostgreSQL’s ${program} did not do it (${why}). Install PostgreSQL’s client programs of your server’s version, and try again.`,
  'database-unreachable': 'The database is not responding. Try again in a minute.',
  'database-away': ({ address, why }: { address: string; why: string }) =>
    `PostgreSQL at ${address} is not responding (${why}). Start it, or correct DATABASE_URL.`,
  'database-refused': ({ address, why }: { address: string; why: string }) =>
    `PostgreSQL at ${address} refused the connection: ${why}. Correct DATABASE_URL, or create that user and database.`,
  'database-newer': ({ migration }: { migration: string }) =>
    `A newer Beatwright has used this database (it has the migration ${migration}). Update this one, or give it its own database.`,
  'migration-unfinished': ({ migration }: { migration: string }) =>
    `Another tool started the migration ${migration}, and it failed. Repair the database and run "prisma migrate resolve", or restore a backup.`,
  'migration-edited': ({ migration }: { migration: string }) =>
    `The migration ${migration} has changed since this database was made. Restore its file and put the change into a new migration.`,
  'migration-failed': ({ migration, why }: { migration: string; why: string }) =>
    `The migration ${migration} failed: ${why}. The database is unchanged; go back to the version of Beatwright that used it last, or restore a backup.`,
  'row-invalid': ({ what, why }: { what: string; why: string }) =>
    `The database has ${what} in a format that this version cannot read (${why}). Run the newest Beatwright, or the version that wrote it.`,
  'store-closed': 'Beatwright is shutting down. Try again in a minute.',
  'blob-corrupt': ({ sha256 }: { sha256: string }) =>
    `The stored file ${sha256} is damaged. Restore it from a backup, or upload the track again.`,
  'blob-missing': ({ sha256 }: { sha256: string }) =>
    `The stored file ${sha256} is missing. Restore the folder of blobs from a backup, or upload the track again.`,
  'artist-gone': 'This artist no longer exists. Pick another one, or create one with /artist create.',
  'artist-unknown': ({ name, others }: { name: string; others: readonly string[] | undefined }) =>
    others === undefined
      ? `There is no artist called “${name}” on this server. Create one with /artist create.`
      : `There is no artist called “${name}” on this server. Pick one of these: ${others.join(', ')}.`,
  'artist-name-alike': ({ name, other }: { name: string; other: string }) =>
    `“${name}” looks like “${other}”, an artist of this server. Choose a name that can be told apart.`,
  'artist-name-taken': ({ name }: { name: string }) =>
    `There is already an artist called “${name}” on this server. Choose another name.`,
  'artist-name-invalid': ({ most }: { most: number }) =>
    `An artist’s name needs 1 to ${most} characters, all of them visible. Choose another name.`,
  'collaborator-is-owner': ({ artist }: { artist: string }) =>
    `This member already owns ${artist}, so there is nobody to add. Pick another member.`,
  'reference-gone': 'This reference has been removed. See /reference list for the ones that remain.',
  'reference-unknown': ({ name, others }: { name: string; others: readonly string[] | undefined }) =>
    others === undefined
      ? `This artist has no reference called “${name}”, and no others yet. Add one with /reference add.`
      : `This artist has no reference called “${name}”. Pick one of these: ${others.join(', ')}.`,
  'reference-duplicate': ({ artist, name, twin }: { artist: string; name: string; twin: string }) =>
    twin === name
      ? `${artist} already has “${name}”. Nothing was added.`
      : `${artist} already has this file, as “${twin}”. “${name}” was not added.`,
  'reference-removed':
    'A reference was removed during this training, so its result was thrown away. Train again with /train.',
  'generator-unknown': ({ version }: { version: number }) =>
    `This artist has no generator version ${version}. See /artist show for the versions there are.`,
  'generator-retired': ({ version }: { version: number | undefined }) =>
    `${version === undefined ? 'This generator' : `Version ${version}`} learned from a reference that has been removed, so it can no longer be used. Train again with /train.`,
  'train-cancelled': 'This training was cancelled. Nothing changed.',
  'beat-unknown': 'This beat no longer exists. Make a new one with /beat.',
  'take-unknown': 'This take no longer exists. Make a new beat with /beat.',
  'job-unknown': 'This request no longer exists. Ask again.',
  'job-exclusive': 'This is already in progress. Wait until it is done, then ask again.',
};
