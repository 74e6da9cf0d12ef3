import { readConfig } from '../../src/config.ts';

/** The names of all settings: those that are looked up in the environment. */
export function settingNames(): string[] {
  const names = new Set<string>();
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') names.add(name);
        return undefined;
      },
    },
  );
  readConfig(environment);
  return [...names].sort();
}
