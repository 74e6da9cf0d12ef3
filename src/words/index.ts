/**
 * Every sentence that people read, by language. This is the lowest floor: it imports no other folder, and every
 * other folder may import it. It is data and small pure functions.
 *
 * **To add a sentence**, write it into its area's file in `english/`, under `errors`, `notes`, `stages`, …: an id in
 * kebab-case, and a string, or a function of the facts that the sentence needs. Say what happened and what to do next. A
 * fact is a string, a number, a boolean, a list of strings that is never empty, or one of these or undefined.
 *
 * ```ts
 * 'kit-silent': ({ path, drum }: { path: string; drum: string }) =>
 *   `The sample ${path} for the ${drum} is silent. Use another file.`,
 * ```
 *
 * Then throw it, or read it. The compiler checks ids and facts at the place that does:
 *
 * ```ts
 * throw new BeatwrightError('kit-silent', { path, drum });
 * warnings.push(words.notes['midi-long']({ bars, most: 64 }));
 * onProgress({ stage: words.stages['reading'], fraction: 0 });
 * ```
 *
 * **To add a language**, write an object of the type `Words`, file by file as `english/` is, name it in `languages`
 * of `language.ts`, and choose it there as `words`. Nothing else changes.
 *
 * ```ts
 * export const german: Words = { errors: { 'midi-empty': 'Diese MIDI-Datei ist leer. …', … }, … };
 * ```
 */
export * from './absent.ts';
export * from './error.ts';
export * from './language.ts';
export * from './text.ts';
