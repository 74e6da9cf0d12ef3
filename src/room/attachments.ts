/** The files of a message: what an upload becomes, and what an edit keeps of them. */
import { type Form, refuse } from './errors.ts';
import { cleanName, type Files, typeOf } from './files.ts';
import { listOf, loose, textOf } from './json.ts';

/** One part `files[n]` of a multipart body, or a file that a member picked. */
export interface Upload {
  /** The n of `files[n]`. */
  readonly key: string;
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

export interface AttachmentJson {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly content_type: string;
  readonly description?: string;
  readonly ephemeral?: true;
}

export interface Attached {
  readonly json: AttachmentJson;
  readonly bytes: Buffer;
}

const MOST = 10;

/** Puts an upload on the CDN. Ephemeral ones, such as a command option's, live in a folder of their own. */
export function store(
  upload: Upload,
  to: {
    files: Files;
    id: string;
    folder: string;
    ephemeral: boolean;
    filename?: string;
    description?: string;
  },
): Attached {
  const filename = cleanName(to.filename ?? upload.name);
  const contentType = upload.contentType ?? typeOf(filename);
  const root = to.ephemeral ? 'ephemeral-attachments' : 'attachments';
  const url = to.files.put(`/${root}/${to.folder}/${to.id}`, filename, { bytes: upload.bytes, contentType });
  return {
    bytes: upload.bytes,
    json: {
      id: to.id,
      filename,
      size: upload.bytes.length,
      url,
      proxy_url: url,
      content_type: contentType,
      ...(to.description ? { description: to.description } : {}),
      ...(to.ephemeral ? { ephemeral: true } : {}),
    },
  };
}

/** Discord refuses the whole request when one file is above the limit of its place. */
export function checkSizes(uploads: readonly Upload[], limit: number): void {
  if (uploads.some(({ bytes }) => bytes.length > limit)) throw refuse.tooLarge();
}

/**
 * The files of a message after a request. Without a list the old ones stay and the uploads are added; a list names
 * all that the message is to have: an old one by its id, an upload by its n.
 * https://discord.com/developers/docs/resources/message#edit-message
 */
export function attach(
  list: unknown,
  uploads: readonly Upload[],
  before: readonly Attached[],
  put: (upload: Upload, meta: { filename?: string; description?: string }) => Attached,
  form: Form,
): Attached[] {
  const listed = Array.isArray(list)
    ? listOf(list)
    : [...before.map(({ json }) => ({ id: json.id })), ...uploads.map(({ key }) => ({ id: key }))];
  if (listed.length > MOST)
    form.add(
      'attachments',
      'attachment-count',
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${MOST} or fewer in length.`,
    );
  const planned = listed.map((entry, i) => {
    const { id, filename, description } = loose<'id' | 'filename' | 'description'>(entry);
    const old = before.find(({ json }) => json.id === String(id));
    const upload = uploads.find(({ key }) => key === String(id));
    if (!old && !upload)
      form.add(
        `attachments.${i}.id`,
        'attachment-unknown',
        'ATTACHMENT_NOT_FOUND',
        `There is no attachment ${id}`,
      );
    return { old, upload, filename: textOf(filename), description: textOf(description) };
  });
  const named = new Set(planned.map(({ upload }) => upload));
  for (const upload of uploads)
    if (!named.has(upload))
      form.note(
        'attachment-dropped',
        `files[${upload.key}] (${upload.name}) is missing in attachments: not attached.`,
      );
  // Nothing reaches the CDN when the request is refused.
  form.settle();
  return planned.flatMap(({ old, upload, filename, description }) => {
    const meta = {
      ...(filename === undefined ? {} : { filename }),
      ...(description === undefined ? {} : { description }),
    };
    if (old) return [description === undefined ? old : { ...old, json: { ...old.json, description } }];
    return upload ? [put(upload, meta)] : [];
  });
}
