/** What Discord answers when it refuses: https://discord.com/developers/docs/topics/opcodes-and-status-codes */

export class DiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  /** The violation's name in `room.violations`. */
  readonly rule: string;
  /** More keys of the answer's body. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** For a person, where the message alone says too little. */
  readonly detail: string;

  constructor(
    status: number,
    code: number,
    rule: string,
    message: string,
    extra: Readonly<Record<string, unknown>> = {},
    detail = message,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.rule = rule;
    this.extra = extra;
    this.detail = detail;
  }

  get body(): Readonly<Record<string, unknown>> {
    return { message: this.message, code: this.code, ...this.extra };
  }
}

const refusal = (status: number, code: number, rule: string, message: string) => () =>
  new DiscordRefusal(status, code, rule, message);

export const refuse = {
  unauthorized: refusal(401, 0, 'unauthorized', '401: Unauthorized'),
  userAgent: refusal(403, 40333, 'user-agent', 'internal network error'),
  notFound: refusal(404, 0, 'unknown-route', '404: Not Found'),
  badJson: refusal(400, 50109, 'bad-json', 'The request body contains invalid JSON.'),
  contentType: refusal(
    400,
    50035,
    'content-type',
    'Expected "Content-Type" header to be one of application/json, multipart/form-data.',
  ),
  tooLarge: refusal(413, 40005, 'upload-size', 'Request entity too large'),
  unknownChannel: refusal(404, 10003, 'unknown-channel', 'Unknown Channel'),
  threadThere: refusal(400, 160004, 'thread-there', 'A thread has already been created for this message'),
  unknownGuild: refusal(404, 10004, 'unknown-guild', 'Unknown Guild'),
  unknownMember: refusal(404, 10007, 'unknown-member', 'Unknown Member'),
  unknownMessage: refusal(404, 10008, 'unknown-message', 'Unknown Message'),
  unknownUser: refusal(404, 10013, 'unknown-user', 'Unknown User'),
  unknownWebhook: refusal(404, 10015, 'unknown-webhook', 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10062, 'unknown-interaction', 'Unknown interaction'),
  lateAnswer: refusal(404, 10062, 'acknowledge-deadline', 'Unknown interaction'),
  unknownCommand: refusal(404, 10063, 'unknown-command', 'Unknown application command'),
  doubleAnswer: refusal(400, 40060, 'double-answer', 'Interaction has already been acknowledged.'),
  missingAccess: refusal(403, 50001, 'missing-access', 'Missing Access'),
  notAuthor: refusal(403, 50005, 'not-author', 'Cannot edit a message authored by another user'),
  emptyMessage: refusal(400, 50006, 'empty-message', 'Cannot send an empty message'),
  missingPermissions: refusal(403, 50013, 'missing-permissions', 'Missing Permissions'),
  expiredToken: refusal(401, 50027, 'token-expired', 'Invalid Webhook Token'),
  unknownToken: refusal(401, 50027, 'unknown-token', 'Invalid Webhook Token'),
};

interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly rule: string;
}

/**
 * Collects what is wrong with a body, each problem at its path (`embeds.0.title`), and refuses once with all of
 * them: 400, code 50035.
 */
export class Form {
  readonly #problems: Problem[] = [];
  /** What Discord lets pass although the sender surely meant something else: violations without a refusal. */
  readonly notes: { readonly rule: string; readonly message: string }[] = [];

  note(rule: string, message: string): void {
    this.notes.push({ rule, message });
  }

  add(path: string, rule: string, code: string, message: string): void {
    this.#problems.push({ path, rule, code, message });
  }

  /** Length in characters, as a reader counts them; a missing value counts as empty. */
  text(value: unknown, path: string, rule: string, { min = 0, max }: { min?: number; max: number }): void {
    if (value === undefined || value === null) {
      if (min > 0) this.missing(path, rule);
      return;
    }
    if (typeof value !== 'string') {
      this.add(path, rule, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
      return;
    }
    const length = [...value].length;
    if (length >= min && length <= max) return;
    if (min === 0) this.add(path, rule, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    else this.add(path, rule, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  }

  /** Number of items; a missing list counts as empty. */
  count(value: unknown, path: string, rule: string, { min = 0, max }: { min?: number; max: number }): void {
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      this.add(path, rule, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType.');
      return;
    }
    const length = Array.isArray(value) ? value.length : 0;
    if (length >= min && length <= max) return;
    this.add(path, rule, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  }

  /** A whole number within bounds; missing is fine. */
  integer(value: unknown, path: string, rule: string, { min, max }: { min: number; max: number }): void {
    if (value === undefined || value === null) return;
    if (!Number.isInteger(value)) this.add(path, rule, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`);
    else if ((value as number) < min)
      this.add(path, rule, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    else if ((value as number) > max)
      this.add(path, rule, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
  }

  missing(path: string, rule: string): void {
    this.add(path, rule, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  /** Throws what Discord answers if anything was added. */
  settle(): void {
    const [first] = this.#problems;
    if (!first) return;
    const errors: Tree = {};
    for (const { path, code, message } of this.#problems) {
      let node = errors;
      for (const key of path === '' ? [] : path.split('.')) {
        node[key] ??= {};
        node = node[key] as Tree;
      }
      const at = (node._errors as unknown[] | undefined) ?? [];
      node._errors = [...at, { code, message }];
    }
    const detail = this.#problems.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; ');
    throw new DiscordRefusal(400, 50035, first.rule, 'Invalid Form Body', { errors }, detail);
  }
}

interface Tree {
  [key: string]: unknown;
  _errors?: unknown;
}
