/** Loaded before a program, it writes at its end which files the program has loaded, one a line, to LOADED_TO. */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});
process.on('exit', () => writeFileSync(process.env['LOADED_TO']!, [...loaded].join('\n')));
