/** Slash commands: their descriptions, and those of their options and choices. */

export const commands = {};
