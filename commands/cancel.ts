/** The button under a training's progress that calls it off. It names the job, so that it works after any restart. */
import { type ButtonFamily, CANCEL_PREFIX, failureView } from '../src/bot/index.ts';

export const button: ButtonFamily = {
  prefix: CANCEL_PREFIX,
  async run(jobId, { services, who }) {
    await services.cancelTraining(who, jobId);
    const { failure } = await services.job(jobId);
    return { view: failureView(failure?.sentence ?? 'Cancelled.'), revision: 1 };
  },
};
