/**
 * What Discord refuses in a body, as pure checks that add to a `Form`: messages with embeds and components,
 * modals, commands. Limits and error codes are Discord's; the OpenAPI document holds only some of them.
 */
export { checkChoices, checkCommand, checkCommands } from './commands.ts';
export type { ComponentKeys, LooseComponent } from './component-keys.ts';
export { walk } from './components.ts';
export { checkMessage, type MessageBody, type MessageKeys } from './message.ts';
export { checkModal } from './modal.ts';
