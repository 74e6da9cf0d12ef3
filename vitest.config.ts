import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more files at once would only make the heavy ones wait for each other.
    maxWorkers: 2,
    pool: 'forks',
  },
});
