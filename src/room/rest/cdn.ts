import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from '../memory.ts';

/**
 * Serves a file as Discord's CDN does, with byte ranges, which players in a browser ask for.
 * @param half only half of it comes before the line breaks.
 */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StoredFile | undefined,
  half: boolean,
): number {
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' });
    response.end('This content is no longer available.');
    return 404;
  }
  const { bytes, contentType } = file;
  const range = rangeOf(request.headers.range, bytes.length);
  if (range === 'outside') {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` });
    response.end();
    return 416;
  }
  const [from, to] = range ?? [0, bytes.length];
  const status = range ? 206 : 200;
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': to - from,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'x-robots-tag': 'noindex, nofollow, noarchive, nocache, noimageindex, noodp',
    ...(range ? { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` } : {}),
  });
  const body = request.method === 'HEAD' ? bytes.subarray(0, 0) : bytes.subarray(from, to);
  if (half) response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
  return status;
}

/** Start and end (exclusive) of `bytes=a-b`, `bytes=a-` or `bytes=-n`; undefined for the whole. */
function rangeOf(header: string | undefined, length: number): [number, number] | 'outside' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  const from = first === '' ? Math.max(length - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? length : Math.min(Number(last) + 1, length);
  return from < to ? [from, to] : 'outside';
}
