import type { IncomingMessage } from 'node:http';
import type { Upload } from '../attachments.ts';
import { refuse } from '../errors.ts';

export interface Body {
  readonly json: unknown;
  readonly uploads: readonly Upload[];
}

/** The whole body, or undefined if it is longer than `limit`: then it is read to its end all the same. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}

/** Reads JSON, or multipart with `payload_json` and `files[n]`; throws Discord's refusal of anything else. */
export async function parseBody(raw: Buffer, contentType: string): Promise<Body> {
  if (raw.length === 0) return { json: undefined, uploads: [] };
  if (contentType.startsWith('application/json'))
    return { json: parseJson(raw.toString('utf8')), uploads: [] };
  if (!contentType.startsWith('multipart/form-data')) throw refuse.contentType();
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw refuse.contentType();
    });
  const uploads: Upload[] = [];
  let json: unknown = {};
  for (const [name, part] of form) {
    const key = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (name === 'payload_json') json = parseJson(typeof part === 'string' ? part : await part.text());
    else if (key !== undefined && typeof part !== 'string')
      uploads.push({
        key,
        name: part.name,
        contentType: part.type === '' || part.type === 'application/octet-stream' ? undefined : part.type,
        bytes: Buffer.from(await part.arrayBuffer()),
      });
  }
  return { json, uploads };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse.badJson();
  }
}
