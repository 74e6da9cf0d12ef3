import { DiscordAPIError, HTTPError } from 'discord.js';
import { expect, test } from 'vitest';
import { loggable } from '../../src/bot/log.ts';

const request = {
  body: { content: 'hello' },
  files: [{ name: 'take.mp3', data: Buffer.from('a whole song') }],
};

test('an error of Discord is logged without its token and without the files that were sent', () => {
  for (const path of [
    'webhooks/12/SECRET-token/messages/@original',
    'interactions/12/SECRET-token/callback',
  ]) {
    const url = `https://discord.com/api/v10/${path}`;
    const errors = [
      new DiscordAPIError({ code: 50013, message: 'Missing Permissions' }, 50013, 403, 'PATCH', url, request),
      new HTTPError(502, 'Bad Gateway', 'PATCH', url, request),
    ];
    for (const error of errors) {
      const line = JSON.stringify(loggable(error));
      expect(line).toMatch(/50013|502/);
      expect(line).toContain(path.split('/').at(-1));
      expect(line).not.toContain('SECRET');
      expect(line).not.toContain('Buffer');
    }
  }
});

test('any other error is logged as it is', () => {
  const error = new TypeError('x is undefined');
  expect(loggable(error)).toBe(error);
});
