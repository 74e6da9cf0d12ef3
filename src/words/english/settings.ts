/** Settings from the environment. */

export const errors = {
  'config-invalid': ({ problems }: { problems: readonly string[] }) => problems.join('\n'),
  'config-no-database': ({ role, wanted }: { role: string; wanted: string }) =>
    `ROLE is "${role}", which needs a PostgreSQL database that several processes share. Set DATABASE_URL to ${wanted}, or leave out ROLE to use the embedded database.`,
};

export const notes = {
  'config-setting': ({ name, value, wanted }: { name: string; value: string; wanted: string }) =>
    `${name} is ${value}. Set it to ${wanted}.`,
};
