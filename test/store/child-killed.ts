/** A process that is killed while it unpacks a new database: after as many files as it is told. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [dataDir, count] = process.argv.slice(2);
const { writeFileSync } = fs;
let written = 0;
fs.writeFileSync = (...given) => {
  if (written === Number(count)) process.kill(process.pid, 'SIGKILL');
  written += 1;
  writeFileSync(...given);
};
syncBuiltinESMExports();
const { openStore } = await import('../../src/store/index.ts');
await openStore({ dataDir: dataDir! });
