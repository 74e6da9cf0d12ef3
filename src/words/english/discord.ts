/** Discord: the connection, commands, buttons and uploads. */
import { size } from '../text.ts';

export const errors = {
  'discord-token':
    'Discord rejected the bot’s token. Copy the token from the Bot page of your application at https://discord.com/developers/applications and set DISCORD_TOKEN to it.',
  'discord-unreachable': ({ why }: { why: string }) =>
    `Discord cannot be reached: ${why}. Check your internet connection and https://discordstatus.com, then start again.`,
  'discord-unregistered': ({ why }: { why: string }) =>
    `The commands could not be registered with Discord: ${why}. Check your internet connection and https://discordstatus.com, then start again.`,
  'discord-closed': ({ code }: { code: number }) =>
    `Discord closed the connection for good (code ${code}). Start the bot again; if that does not help, update it.`,
  'discord-too-many-servers':
    'Discord closed the connection: the bot is in too many servers for a single one. Remove it from some, or split it into shards.',
  'bot-leaving': 'The bot is restarting. Ask again in a minute.',
  'command-unknown': 'This command no longer exists. Restart Discord to refresh the list, or see /help.',
  'button-unknown':
    'This button comes from an older version of the bot and no longer works. Use a command instead.',
  'menu-unknown': 'This menu comes from another version of the bot. Make a new beat with /beat.',
  'server-only': 'Beatwright only works in servers. Use this command in a channel of one.',
  'upload-slow': ({ seconds }: { seconds: number }) =>
    `Discord did not deliver the file within ${seconds} seconds. Nothing was saved; upload it again.`,
  'upload-host': 'This file is not hosted by Discord. Attach the file itself to the command.',
  'upload-gone': 'Discord no longer has this file. Nothing was saved; upload it again.',
  'upload-too-big': ({ most }: { most: number }) =>
    `This file is larger than the limit of ${size(most)}. Upload a shorter part of it, or an MP3 instead of a WAV.`,
  'upload-busy':
    'Too many files are arriving at once. Nothing was saved; upload yours again in a few minutes.',
  'upload-empty': 'This file is empty. Export it from your DAW again and upload that.',
  'upload-failed': 'The file did not arrive completely. Nothing was saved; upload it again in a minute.',
  'link-off':
    'Whoever runs this bot has not turned upload links on. Use `/reference add`, which takes files too.',
  'link-port': ({ port, why }: { port: number; why: string }) =>
    `Upload links cannot be taken on port ${port} (${why}). Set HTTP_PORT to a free port, or leave it out.`,
  'link-over':
    'This link has been used, or is older than 15 minutes. Nothing was saved; get a new one with /reference link.',
  'version-invalid':
    'A version is a number, such as 3. Pick one from the list that appears as you type, or see /artist show.',
  'learn-no-file':
    'There is no file in that message. Right-click a message of yours with MIDI, audio or a ZIP of them.',
  'learn-not-yours':
    'You can only add files that you posted yourself. Ask whoever posted these to do it, or upload your own with /reference add.',
  'learn-forgotten':
    'This form has been open for too long, so its files are no longer at hand. Open it again and send it right away.',
  'artist-none': 'You have no artist yet. Create one with /artist create, then add references.',
  'lyrics-too-big': ({ bytes, most }: { bytes: number; most: number }) =>
    `This file is ${size(bytes)}; the limit is ${size(most)}. Send a text file with a few verses.`,
  'lyrics-both': 'Use either file (to replace the lyrics) or remove, not both. Nothing changed.',
  'tempo-invalid': ({ text, least, most }: { text: string; least: number; most: number }) =>
    `“${text}” is not a tempo. Enter quarter notes per minute from ${least} to ${most}, such as 92 or 140.5.`,
};
