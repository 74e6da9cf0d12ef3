import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that change what a process loads: each has one of its own. The others share two, and what these have loaded. */
const ALONE = ['test/engine/fallback.test.ts', 'test/engine/tfjs-node-*.test.ts'];

/** The files that take longest, longest first: begun first, so that none is left alone at the end. */
const LONG = [
  'test/cli/cli.',
  'test/faults/',
  'test/e2e/path.',
  'test/services/services.',
  'test/store/open.',
  'test/render/styles.',
  'test/lab/evaluate/base.',
  'test/model/artist.',
  'test/listen/hear.',
  'test/worker/downloads.',
  'test/lab/evaluate/artists.',
  'test/e2e/',
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      // A process is handed on to the next file if that is of the same project: so one project follows the other.
      if (project.name === 'alone') return -1;
      const place = LONG.findIndex((path) => moduleId.includes(path));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // To end what hangs, and nothing else: machines differ tenfold, and speed is measured in bench/.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // A test that asserts nothing fails: its loop ran over an empty list, or its callback never ran.
    expect: { requireAssertions: true, poll: { timeout: 300_000, interval: 50 } },
    // What tests start as processes and threads of their own starts in half the time from compiled code.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/beatwright/compiled') },
    // One more than cores: many files wait for a database or another process most of the time.
    maxWorkers: 3,
    pool: 'forks',
    // Node imports the TypeScript itself, as the product does: what vite makes of an import is a look-up at each use,
    // which makes loops over sound three times as slow. Nothing here needs vite.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
