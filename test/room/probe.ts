/** A bot of a few lines: the real discord.js client at a room, whose code each test brings along. */
import {
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import {
  connectOptions,
  createClock,
  createRoom,
  type Room,
  type RoomActor,
  type RoomInteraction,
  type RoomOptions,
} from '../../src/room/index.ts';

export const SERVERS: RoomOptions['servers'] = [
  { name: 'Cellar', channels: ['beats', 'talk'], members: ['ann', 'bob'] },
  { name: 'Attic', channels: ['beats'], members: ['ann', 'cleo'] },
];

/** Every kind of option and of handler that the tests need. */
export const COMMANDS: readonly Command[] = [
  { name: 'go', description: 'Does what the test says' },
  {
    name: 'take',
    description: 'Takes one of each',
    options: [
      { type: 3, name: 'word', description: 'A word', required: true, min_length: 2, max_length: 5 },
      { type: 3, name: 'style', description: 'A style', choices: [{ name: 'Trap', value: 'trap' }] },
      { type: 4, name: 'bpm', description: 'A tempo', min_value: 60, max_value: 200 },
      { type: 10, name: 'swing', description: 'A share', min_value: 0.5, max_value: 0.75 },
      { type: 5, name: 'loud', description: 'Yes or no' },
      { type: 6, name: 'who', description: 'A member' },
      { type: 7, name: 'where', description: 'A channel', channel_types: [0] },
      { type: 8, name: 'crew', description: 'A role' },
      { type: 11, name: 'track', description: 'A file' },
      { type: 3, name: 'artist', description: 'An artist', autocomplete: true },
    ],
  },
  {
    name: 'reference',
    description: 'References',
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Adds',
        options: [{ type: 11, name: 'track', description: 'A file', required: true }],
      },
      {
        type: 2,
        name: 'old',
        description: 'Old ones',
        options: [{ type: 1, name: 'drop', description: 'Drops' }],
      },
    ],
  },
  { name: 'admin', description: 'For those who manage the server', default_member_permissions: '32' },
  { name: 'nobody', description: 'For administrators', default_member_permissions: '0' },
  { name: 'direct', description: 'Not for servers', contexts: [1] },
  { type: 3, name: 'Use as reference' },
  { type: 2, name: 'Show artist' },
];
export type Command = Readonly<Record<string, unknown>>;

export interface Probe {
  readonly room: Room;
  readonly client: Client<true>;
  /** Acts in Cellar's first channel. */
  as(name: string): RoomActor;
  /** What the bot does with the next interaction. Resolves to what its code threw, or undefined. */
  next(run: (interaction: Interaction<'cached'>) => Promise<unknown>): Promise<unknown>;
  /** `/go` by ann, answered by `run`. */
  go(run: (interaction: ChatInputCommandInteraction<'cached'>) => Promise<unknown>): Promise<Went>;
  close(): Promise<void>;
}

export interface Went {
  readonly interaction: RoomInteraction;
  /** What the bot's code threw. */
  readonly error:
    | { readonly code?: unknown; readonly status?: unknown; readonly message?: string }
    | undefined;
}

/** @param options the room's, beside servers; time stands still unless a clock is given. */
export async function openProbe(
  options: RoomOptions = {},
  { commands = COMMANDS, rest }: { commands?: readonly Command[]; rest?: ClientOptions['rest'] } = {},
): Promise<Probe> {
  const room = await createRoom({ servers: SERVERS ?? [], clock: createClock({ frozen: true }), ...options });
  const connection = connectOptions(room);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    ...connection,
    // The client's own brake of 50 requests a second is not what is tested.
    rest: { ...connection.rest, globalRequestsPerSecond: 10_000, ...rest },
  });
  client.on(Events.Error, () => {});
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(room.token);
  const self = await ready;
  if (commands.length > 0)
    await client.rest.put(Routes.applicationCommands(room.applicationId), { body: commands });

  const as = (name: string) => room.as(room.server('Cellar').member(name));
  const next: Probe['next'] = (run) =>
    new Promise((resolve) => {
      client.once(Events.InteractionCreate, (interaction) => {
        run(interaction as Interaction<'cached'>).then(() => resolve(undefined), resolve);
      });
    });
  return {
    room,
    client: self,
    as,
    next,
    async go(run) {
      const done = next((interaction) => run(interaction as ChatInputCommandInteraction<'cached'>));
      const interaction = as('ann').slash('go');
      return { interaction, error: (await done) as Went['error'] };
    },
    async close() {
      await client.destroy();
      await room.close();
    },
  };
}

export type { ChatInputCommandInteraction, ModalSubmitInteraction };

/** The rules that were broken so far. */
export function rules(room: Room): string[] {
  return room.violations.map(({ rule }) => rule);
}

/** What the room said to a request: nothing, or Discord's code with the rules that it broke. */
export async function verdict(
  room: Room,
  request: Promise<unknown>,
): Promise<{ code: unknown; status: unknown; rules: string[] } | 'fine'> {
  const before = room.violations.length;
  const error = await request.then(
    () => undefined,
    (reason: { code?: unknown; status?: unknown }) => reason,
  );
  const broken = room.violations.slice(before).map(({ rule }) => rule);
  if (!error && broken.length === 0) return 'fine';
  return { code: error?.code, status: error?.status, rules: broken };
}
