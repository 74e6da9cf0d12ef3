/** The command on a beat's message that deletes the beat, and the form that asks for a yes. */
import {
  beatDeletedView,
  DELETE_BEAT_PREFIX,
  deleteBeatForm,
  type FormFamily,
  type MessageCommand,
} from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const messageCommand: MessageCommand = {
  name: words.commands.beat.delete,
  async form({ id }, { services, who }) {
    return deleteBeatForm(await services.beatToDelete(who, id));
  },
};

export const form: FormFamily = {
  prefix: DELETE_BEAT_PREFIX,
  audience: 'asker',
  async run(beatId, _field, { services, who }) {
    return beatDeletedView(await services.deleteBeat(who, beatId));
  },
};
