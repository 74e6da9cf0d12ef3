/** The servers of the practice room, who is in them, and what each is there for. */
import type { RoomOptions } from '../room/index.ts';

const MIB = 2 ** 20;

/** The channel that greets, the one where the artist of the room learns, and the one for beats. */
export const WELCOME = 'welcome';
export const STUDIO = 'studio';
export const BEATS = 'beats';

export const SERVERS: NonNullable<RoomOptions['servers']> = [
  {
    name: 'The Cellar',
    channels: [
      WELCOME,
      BEATS,
      STUDIO,
      // Here the bot may not attach files: what it says then can be seen, too.
      { name: 'news', overwrites: [{ role: 'bot', deny: ['AttachFiles'] }] },
    ],
    members: [
      { name: 'ann', owner: true },
      'bob',
      'cem',
      { name: 'dee', permissions: ['ManageGuild', 'ManageMessages'] },
    ],
    uploadLimit: 100 * MIB,
  },
  // A second server, whose artists are its own and whose uploads are an ordinary server's.
  { name: 'Attic Tapes', channels: ['beats', 'talk'], members: [{ name: 'eve', owner: true }, 'bob'] },
];

/** By member, or by server and member where that differs. */
export const PARTS = {
  ann: 'owner of Night Shift',
  bob: 'collaborator',
  cem: 'stranger',
  dee: 'manages the server',
  eve: 'owner of the server',
  'Attic Tapes/bob': 'member',
} as const;

export const TOPICS = {
  [WELCOME]: 'Start here: four beats, and what this room is',
  [BEATS]: 'Ask for beats, listen, vote',
  [STUDIO]: 'Where Night Shift hands over tracks and learns',
  news: 'Beatwright may not attach files here',
  talk: 'Anything else',
} as const;
