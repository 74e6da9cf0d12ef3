/** The command on a beat's message and the button under it that delete the beat, and the form that asks for a yes. */
import {
  beatDeletedView,
  DELETE_BEAT_PREFIX,
  deleteBeatForm,
  type FormFamily,
  type MessageCommand,
  REMOVE_PREFIX,
  type RequestFamily,
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
  async run(beatId, _field, { services, who, removeMessage }) {
    const deleted = await services.deleteBeat(who, beatId);
    await removeMessage();
    return beatDeletedView(deleted);
  },
};

export const button: RequestFamily = {
  prefix: REMOVE_PREFIX,
  audience: 'asker',
  form: async (beatId, { services, who }) => deleteBeatForm(await services.beatToRemove(who, beatId)),
  run: async (beatId, { services, who }) => beatDeletedView(await services.deleteBeat(who, beatId)),
};
