/** Fetching the files that members upload, from Discord's own hosts and nowhere else. */
import { BeatwrightError } from '../words/index.ts';

/** The hosts that serve attachments. */
const HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

export interface UploadLimits {
  /** The largest file, in bytes. */
  readonly maxBytes: number;
  /** How long fetching one may take in all, in milliseconds. */
  readonly timeoutMs: number;
  /** The only origin to fetch from in place of Discord's hosts, such as `http://127.0.0.1:4000`. */
  readonly base?: string;
}

/** What Discord says of an uploaded file. */
export interface Upload {
  readonly url: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * The bytes of an upload. What Discord says of its size is not believed: bytes are counted as they come.
 * @param signal gives up when it aborts; its reason is thrown then.
 * @throws BeatwrightError `upload-empty`, `upload-too-big`, `upload-host`, `upload-gone`, `upload-slow`,
 * `upload-failed`.
 */
export async function fetchUpload(
  upload: Upload,
  limits: UploadLimits,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (upload.size === 0) throw new BeatwrightError('upload-empty');
  if (upload.size > limits.maxBytes) throw new BeatwrightError('upload-too-big', { most: limits.maxBytes });
  const url = allowed(upload.url, limits.base);
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const either = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: either,
      // Compressed, a small answer could unpack to a large one.
      headers: { 'accept-encoding': 'identity' },
    });
    return await read(response, upload.size, limits.maxBytes);
  } catch (error) {
    if (error instanceof BeatwrightError) throw error;
    if (signal?.aborted === true) throw signal.reason;
    if (deadline.aborted) {
      const seconds = Math.round(limits.timeoutMs / 1000);
      throw new BeatwrightError('upload-slow', { seconds }, { cause: error });
    }
    throw new BeatwrightError('upload-failed', { cause: error });
  }
}

function allowed(address: string, base: string | undefined): URL {
  const url = URL.parse(address);
  const fits =
    url !== null &&
    url.username === '' &&
    url.password === '' &&
    (base === undefined
      ? url.protocol === 'https:' && url.port === '' && HOSTS.has(url.hostname)
      : url.origin === new URL(base).origin);
  if (!fits) {
    throw new BeatwrightError('upload-host');
  }
  return url;
}

async function read(response: Response, size: number, maxBytes: number): Promise<Uint8Array> {
  if ([403, 404, 410].includes(response.status)) {
    await response.body?.cancel();
    throw new BeatwrightError('upload-gone');
  }
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new BeatwrightError('upload-failed');
  }
  // What was said is what there is room for, and what comes is held once.
  const bytes = Buffer.allocUnsafeSlow(size);
  let count = 0;
  for await (const chunk of response.body) {
    const start = count;
    count += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (count > maxBytes) throw new BeatwrightError('upload-too-big', { most: maxBytes });
    if (count <= size) bytes.set(chunk, start);
  }
  if (count === 0) throw new BeatwrightError('upload-empty');
  if (count !== size) throw new BeatwrightError('upload-failed');
  return bytes;
}
