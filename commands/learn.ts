/** The form that references are handed over with, and the command on a message that opens it. */
import {
  ARTIST_FIELD,
  CONSENT_FIELD,
  FILES_FIELD,
  type FormFamily,
  LEARN_PREFIX,
  type MessageCommand,
  openLearnForm,
} from '../src/bot/index.ts';
import { BeatwrightError, words } from '../src/words/index.ts';

export const form: FormFamily = {
  prefix: LEARN_PREFIX,
  audience: 'everyone',
  async run(key, field, { services, who, place, uploaded, keptUploads, isTicked, fetchAttachment }) {
    const uploads = key === '' ? uploaded(FILES_FIELD) : keptUploads(key);
    return services.addReferences(who, {
      artist: field(ARTIST_FIELD),
      files: uploads.map((upload) => ({ name: upload.name, read: () => fetchAttachment(upload) })),
      consent: isTicked(CONSENT_FIELD),
      message: place,
    });
  },
};

export const messageCommand: MessageCommand = {
  name: words.commands.reference.learn,
  async form({ author, attachments }, desk) {
    if (attachments.size === 0) throw new BeatwrightError('learn-no-file');
    if (author.id !== desk.who.userId) throw new BeatwrightError('learn-not-yours');
    return openLearnForm(desk, { uploads: desk.keepUploads([...attachments.values()]) });
  },
};
