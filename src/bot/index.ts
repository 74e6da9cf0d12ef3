/**
 * The bot: everything between Discord and the services. It logs in, registers the commands of `commands/`,
 * acknowledges each interaction at once, runs its command, shows the answer, and keeps the messages of jobs up
 * to date. Commands see only this door: they say what they take, ask a service, and choose a view.
 */
export { type Bot, type BotOptions, createBot } from './bot.ts';
export { lackingIn } from './channel-warning.ts';
export type {
  AnswerFamily,
  ButtonFamily,
  Command,
  Completer,
  FormFamily,
  MenuFamily,
  MessageCommand,
  RequestFamily,
  View,
} from './command.ts';
export { openLearnForm } from './learn-form.ts';
export { artistOption, completeArtist, completeKey, loopOptions, styleOf, styleOption } from './options.ts';
export { renewBeat } from './renew-beat.ts';
export { shownAgain } from './shown-again.ts';
export * from './views/index.ts';
