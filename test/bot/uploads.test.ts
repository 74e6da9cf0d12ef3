import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadRoom } from '../../src/bot/upload-room.ts';
import { fetchUpload, type UploadLimits } from '../../src/bot/uploads.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answers = new Map<string, Answer>();
const seen: string[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? '';
  seen.push(path);
  answers.get(path)?.(request, response);
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let counter = 0;
/** Serves an answer and gives its address. */
function serve(answer: Answer): string {
  const path = `/attachments/1/2/file-${counter++}.mid`;
  answers.set(path, answer);
  return `${base}${path}`;
}
const limits = (more: Partial<UploadLimits> = {}): UploadLimits => ({
  maxBytes: 1000,
  timeoutMs: 5000,
  base,
  ...more,
});
const id = (id: string) => expect.objectContaining({ name: 'BeatwrightError', id });

test('an upload arrives byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256));
  const url = serve((_, response) => response.end(bytes));
  expect(Buffer.from(await fetchUpload({ url, size: 1000 }, limits()))).toEqual(bytes);
});

describe('only Discord’s own hosts are asked', () => {
  const refused = [
    'https://example.org/attachments/1/2/a.mid',
    'https://cdn.discordapp.com.example.org/attachments/1/2/a.mid',
    'https://cdn.discordapp.com@example.org/a.mid',
    'https://someone:secret@cdn.discordapp.com/a.mid',
    'https://cdn.discordapp.com:8443/a.mid',
    'http://cdn.discordapp.com/attachments/1/2/a.mid',
    'file:///etc/passwd',
    'http://127.0.0.1/a.mid',
    'http://169.254.169.254/latest/meta-data',
    'cdn.discordapp.com/a.mid',
    '',
  ];
  test.each(refused)('not %s', async (url) => {
    const { base: _, ...live } = limits();
    await expect(fetchUpload({ url, size: 10 }, live)).rejects.toEqual(id('upload-host'));
  });
  test('and with a configured base nothing but that', async () => {
    for (const url of ['https://cdn.discordapp.com/a.mid', 'http://127.0.0.1:1/a.mid', `${base}0/a.mid`]) {
      await expect(fetchUpload({ url, size: 10 }, limits())).rejects.toEqual(id('upload-host'));
    }
  });
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const target = serve((_, response) => response.end('elsewhere'));
  const url = serve((_, response) => response.writeHead(status, { location: target }).end());
  await expect(fetchUpload({ url, size: 9 }, limits())).rejects.toEqual(id('upload-failed'));
  expect(seen).not.toContain(new URL(target).pathname);
});

test.each([403, 404, 410])('a file that Discord no longer has (%i) is told apart', async (status) => {
  const url = serve((_, response) => response.writeHead(status).end('gone'));
  await expect(fetchUpload({ url, size: 9 }, limits())).rejects.toEqual(id('upload-gone'));
});

test('what says that it is too big is not fetched', async () => {
  const url = serve((_, response) => response.end('x'));
  await expect(fetchUpload({ url, size: 1001 }, limits())).rejects.toEqual(id('upload-too-big'));
  expect(seen).not.toContain(new URL(url).pathname);
});

test('what turns out too big is cut off while it streams', async () => {
  let sent = 0;
  const closed = Promise.withResolvers<void>();
  const url = serve((_, response) => {
    // No content-length, and a size that was a lie.
    const more = () => {
      if (response.destroyed) return;
      sent += 500;
      response.write(Buffer.alloc(500), () => setImmediate(more));
    };
    response.on('close', () => closed.resolve());
    more();
  });
  await expect(fetchUpload({ url, size: 10 }, limits())).rejects.toEqual(id('upload-too-big'));
  await closed.promise;
  expect(sent).toBeLessThan(50_000_000);
});

test('an answer with fewer or more bytes than announced is not taken for the file', async () => {
  const short = serve((_, response) => response.writeHead(200, { 'content-length': 500 }).write('cut'));
  const cut = serve((_, response) => {
    response.writeHead(200, { 'content-length': 500 }).write('cut', () => response.destroy());
  });
  const other = serve((_, response) => response.end('not the 9 bytes'));
  await expect(fetchUpload({ url: cut, size: 500 }, limits())).rejects.toEqual(id('upload-failed'));
  await expect(fetchUpload({ url: other, size: 9 }, limits())).rejects.toEqual(id('upload-failed'));
  await expect(fetchUpload({ url: short, size: 500 }, limits({ timeoutMs: 50 }))).rejects.toEqual(
    id('upload-slow'),
  );
});

test('small compressed answers do not unpack to large ones', async () => {
  const url = serve((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity');
    response.end('123456789');
  });
  expect((await fetchUpload({ url, size: 9 }, limits())).byteLength).toBe(9);
});

test('a host that does not answer is given up', async () => {
  const url = serve(() => {});
  await expect(fetchUpload({ url, size: 9 }, limits({ timeoutMs: 50 }))).rejects.toEqual(id('upload-slow'));
});

test('a host that refuses the connection is a sentence too', async () => {
  const nobody = 'http://127.0.0.1:1';
  await expect(fetchUpload({ url: `${nobody}/a.mid`, size: 9 }, limits({ base: nobody }))).rejects.toEqual(
    id('upload-failed'),
  );
});

test('an empty file is told of', async () => {
  const url = serve((_, response) => response.end());
  await expect(fetchUpload({ url, size: 0 }, limits())).rejects.toEqual(id('upload-empty'));
  await expect(fetchUpload({ url, size: 9 }, limits())).rejects.toEqual(id('upload-empty'));
});

test('a bot that leaves gives up its downloads, with its own reason', async () => {
  const leaving = new AbortController();
  const url = serve(() => leaving.abort(new Error('leaving')));
  await expect(fetchUpload({ url, size: 9 }, limits(), leaving.signal)).rejects.toThrow('leaving');
});

describe('all uploads together', () => {
  const files = (count: number) => Array.from({ length: count }, () => ({ url: '', size: 1000 }));

  test('hold no more than there is room for, and all come in the end', async () => {
    let held = 0;
    let highest = 0;
    const open = uploadRoom({
      most: 3000,
      patienceMs: 60_000,
      async fetch({ size }) {
        held += size;
        highest = Math.max(highest, held);
        await new Promise((resolve) => setImmediate(resolve));
        return Buffer.alloc(size);
      },
    });
    const all = files(40).map(async (file) => {
      const hand = open();
      const { length } = await hand.fetch(file);
      await new Promise((resolve) => setImmediate(resolve));
      held -= length;
      hand.done();
      return length;
    });
    expect(await Promise.all(all)).toEqual(Array(40).fill(1000));
    expect(highest).toBe(3000);
  });

  test('do not hold up the thread, however large the room is', async () => {
    const open = uploadRoom({ most: 200 * 2 ** 20, patienceMs: 60_000, fetch: async () => Buffer.alloc(1) });
    const started = performance.now();
    for (const file of files(20)) {
      const hand = open();
      await hand.fetch(file);
      hand.done();
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('of one hand follow each other, though together they are more than the room', async () => {
    const open = uploadRoom({
      most: 1000,
      patienceMs: 60_000,
      fetch: async ({ size }) => Buffer.alloc(size),
    });
    const hand = open();
    for (const file of files(3)) expect(await hand.fetch(file)).toHaveLength(1000);
    const other = open().fetch(files(1)[0]!);
    hand.done();
    expect(await other).toHaveLength(1000);
  });

  test('make room again when one of them fails, and one that waits for too long is told so', async () => {
    const open = uploadRoom({
      most: 1000,
      patienceMs: 1,
      fetch: async ({ url, size }) => {
        if (url === 'broken') throw new Error('the line is down');
        return Buffer.alloc(size);
      },
    });
    const broken = open();
    await expect(broken.fetch({ url: 'broken', size: 1000 })).rejects.toThrow('the line is down');
    broken.done();
    const hand = open();
    await hand.fetch(files(1)[0]!);
    await expect(open().fetch(files(1)[0]!)).rejects.toEqual(id('upload-busy'));
  });
});
