/** The error that people read: its id names a sentence of the catalogue, its facts fill it. */
import { type Words, words } from './language.ts';

/** What a fact may be, so that it crosses the border of a thread unharmed. */
export type Fact = string | number | boolean | readonly string[] | undefined;
export type Facts = Readonly<Record<string, Fact>>;

/** Stable, for tests and logs, such as `midi-truncated`. */
export type ErrorId = keyof Words['errors'];

/** What an id needs besides: its facts, if its sentence has any, and what caused the error. */
type Rest<Sentence> = Sentence extends (facts: infer F) => string
  ? [facts: F, options?: ErrorOptions]
  : [options?: ErrorOptions];

type ErrorArguments = { [Id in ErrorId]: [id: Id, ...rest: Rest<Words['errors'][Id]>] }[ErrorId];

/** An error as it crosses the border of a thread. */
export interface SentError {
  readonly id: string;
  readonly facts: Facts;
}

/**
 * What went wrong and what a person can do about it. `message` is the sentence for people, from the catalogue.
 *
 * @example
 * throw new BeatwrightError('midi-no-notes');
 * throw new BeatwrightError('midi-too-long', { seconds: 604, most: 600 });
 * throw new BeatwrightError('blob-missing', { sha256 }, { cause: error });
 */
export class BeatwrightError extends Error {
  override readonly name = 'BeatwrightError';
  readonly id: ErrorId;
  readonly facts: Facts;

  constructor(...[id, ...rest]: ErrorArguments) {
    const sentence: Sentence = words.errors[id];
    const [facts, options] = typeof sentence === 'string' ? [{}, rest[0]] : [rest[0], rest[1]];
    super(
      typeof sentence === 'string' ? sentence : sentence(facts as never),
      options as ErrorOptions | undefined,
    );
    this.id = id;
    this.facts = facts as Facts;
  }
}

/**
 * The error that another thread sent as its id and facts.
 *
 * @throws RangeError if no such id is known, or a fact is missing: a defect of the sender.
 */
export function errorOf({ id, facts }: SentError, options?: ErrorOptions): BeatwrightError {
  if (!isErrorId(id)) throw new RangeError(`no error has the id '${id}'`);
  const sentence: Sentence = words.errors[id];
  const isFilled = typeof sentence !== 'string';
  // Said once for the sake of the check.
  if (isFilled) sentence(complete(id, facts) as never);
  // Which facts belong to the id was the compiler's to check where the error was made.
  const args = (isFilled ? [id, facts, options] : [id, options]) as unknown as ErrorArguments;
  return new BeatwrightError(...args);
}

type Sentence = string | ((facts: never) => string);

function isErrorId(id: string): id is ErrorId {
  return Object.hasOwn(words.errors, id);
}

/** Facts that refuse to be asked for one that they lack, where the sentence would say `undefined`. */
function complete(id: ErrorId, facts: Facts): Facts {
  return new Proxy(facts, {
    get(target, name: string) {
      if (name in target) return target[name];
      throw new RangeError(`the error '${id}' lacks the fact '${name}'`);
    },
  });
}
