/** The button under a training's progress that cancels it. It names the job, so that it works after any restart. */
import { type ButtonFamily, CANCEL_PREFIX, failureView } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const button: ButtonFamily = {
  prefix: CANCEL_PREFIX,
  async run(jobId, { services, who }) {
    await services.cancelTraining(who, jobId);
    const { failure } = await services.job(jobId);
    return { view: failureView(failure?.sentence ?? words.errors['train-cancelled']), revision: 1 };
  },
};
