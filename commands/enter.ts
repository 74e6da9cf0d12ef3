/** The button under a battle that opens the form to hand in an entry, and the form. */
import {
  ENTER_PREFIX,
  ENTRY_CONSENT_FIELD,
  ENTRY_FILE_FIELD,
  entryForm,
  type FormFamily,
  type RequestFamily,
} from '../src/bot/index.ts';
import { BeatwrightError } from '../src/words/index.ts';

export const button: RequestFamily = {
  prefix: ENTER_PREFIX,
  audience: 'asker',
  async form(battleId, { services, who }) {
    await services.mayHandIn(who, battleId);
    return entryForm(battleId);
  },
  run: () => Promise.reject(new BeatwrightError('button-unknown')),
};

export const form: FormFamily = {
  prefix: ENTER_PREFIX,
  audience: 'asker',
  async run(battleId, _field, { services, who, place, uploaded, isTicked, fetchAttachment }) {
    const [file] = uploaded(ENTRY_FILE_FIELD);
    if (file === undefined) throw new BeatwrightError('upload-empty');
    return services.handIn(who, {
      battleId,
      file: { name: file.name, read: () => fetchAttachment(file) },
      consent: isTicked(ENTRY_CONSENT_FIELD),
      message: place,
    });
  },
};
