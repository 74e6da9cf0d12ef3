/** The buttons and the form under a reference that put right what was heard. They name it, so that they outlive restarts. */
import {
  CORRECT_PREFIX,
  correctionForm,
  correctionOf,
  type FormFamily,
  filledIn,
  type RequestFamily,
} from '../src/bot/index.ts';

export const button: RequestFamily = {
  prefix: CORRECT_PREFIX,
  audience: 'everyone',
  async form(argument, { services, who }) {
    const { referenceId, bpm } = correctionOf(argument);
    const reference = await services.referenceToCorrect(who, referenceId);
    return bpm === undefined ? correctionForm(reference) : undefined;
  },
  async run(argument, { services, who, place }) {
    return services.correctReference(who, { ...correctionOf(argument), message: place });
  },
};

export const form: FormFamily = {
  prefix: CORRECT_PREFIX,
  audience: 'everyone',
  async run(argument, field, { services, who, place }) {
    const { referenceId } = correctionOf(argument);
    return services.correctReference(who, { referenceId, ...filledIn(field), message: place });
  },
};
