/** A house in which battles are held: members hand in, vote, and time passes. */
import { expect } from 'vitest';
import type {
  RoomActor,
  RoomChannel,
  RoomInteraction,
  RoomMessage,
  RoomOptions,
} from '../../src/room/index.ts';
import { type BattleCard, ENTRY_CONSENT } from '../../src/services/index.ts';
import { eventually, type House, openHouse } from '../bot/house.ts';
import { execute } from '../store/promises/rows.ts';
import { PATIENT } from './patience.ts';

export interface Arena extends House {
  /** Everything that is due and filed is done and delivered. */
  settle(): Promise<void>;
  /** So many hours pass for a battle: as where the clock jumps ahead. */
  pass(battleId: string, hours: number): Promise<void>;
  /** Runs a `/battle start` to its end. */
  start(
    how: string,
    options: Parameters<RoomActor['slash']>[1],
    extra?: Parameters<RoomActor['slash']>[2],
    by?: string,
  ): Promise<{ board: RoomMessage; battle: BattleCard }>;
  /** Hands a file in by the form, and has it taken in. */
  enter(name: string, board: RoomMessage, bytes?: string): Promise<RoomMessage>;
  /** A vote by the menu of the battle's message; the answer. */
  vote(name: string, board: RoomMessage, numbers: readonly number[], menu?: number): RoomInteraction;
  battle(id: string): Promise<BattleCard>;
  /** Where a battle posts besides its own message. */
  thread(board: RoomMessage): RoomChannel;
  /** The number under which a member's entry is shown. */
  numberOf(battleId: string, name: string): Promise<number>;
}

/** @param mayThread whether the bot may open threads */
export async function openArena({
  members = [],
  mayThread = true,
  judge = {},
}: {
  readonly members?: readonly string[];
  readonly mayThread?: boolean;
  /** Hooks of the room. */
  readonly judge?: Pick<RoomOptions, 'onRequest'>;
} = {}): Promise<Arena> {
  const house = await openHouse({
    // What is posted by itself comes within this time.
    idleMs: 100,
    room: {
      servers: [
        {
          name: 'Cellar',
          channels: [
            { name: 'beats', overwrites: mayThread ? [] : [{ role: 'bot', deny: ['CreatePublicThreads'] }] },
            'stage',
          ],
          members: ['ann', 'bob', 'cyd', { name: 'mia', permissions: ['ManageGuild'] }, ...members],
        },
        { name: 'Attic', members: ['dan'] },
      ],
      limits: { acknowledgeMs: PATIENT.timeoutMs, bucket: 10_000 },
      ...judge,
    },
  });
  const { store } = house;
  const arena: Arena = Object.assign(Object.create(house) as House, {
    async settle() {
      for (;;) {
        const filed = await house.due();
        const queued = await store.jobs.queued();
        if (filed.length === 0 && queued.length === 0) break;
        for (const { id } of queued) await house.work(id);
      }
      await eventually(async () => ((await store.jobs.undelivered()).length === 0 ? true : undefined));
    },
    async pass(battleId: string, hours: number) {
      await execute(
        store,
        `UPDATE battles SET deadline = deadline - make_interval(secs => $2),
           remind_at = remind_at - make_interval(secs => $2) WHERE id = $1`,
        [battleId, hours * 3600],
      );
    },
    async start(
      how: string,
      options: Parameters<RoomActor['slash']>[1],
      extra?: Parameters<RoomActor['slash']>[2],
      by = 'ann',
    ) {
      const board = await house.as(by).slash(`battle start ${how}`, options, extra).replied(PATIENT);
      const battle = await eventually(async () => {
        const open = await house.services.listBattles(house.who(by));
        return open.find(({ place }) => place?.messageId === board.id);
      });
      await eventually(async () => (board.content.startsWith('⚔️') ? true : undefined));
      return { board, battle };
    },
    async enter(name: string, board: RoomMessage, bytes = `RIFF a beat of ${name}`) {
      const id = board.customIds.find((each) => each.startsWith('enter:'))!;
      const { modal } = await house.as(name).press(board, id).answered;
      const file = { name: `${name}'s beat.wav`, bytes: Buffer.from(bytes) };
      const sent = house.as(name).submit(modal!, { file: [file], consent: [ENTRY_CONSENT.version] });
      const reply = await sent.replied(PATIENT);
      const job = (await store.jobs.queued()).find(
        ({ kind, memberId }) => kind === 'entry' && memberId === house.who(name).userId,
      );
      if (job !== undefined) {
        await house.work(job.id);
        await house.whenDelivered(job.id);
      }
      return reply;
    },
    vote(name: string, board: RoomMessage, numbers: readonly number[], menu = 0) {
      const id = board.customIds[menu]!;
      const options = optionsOf(board, id);
      const values = numbers.map((number) => options.find(({ label }) => label === `Entry ${number}`)!.value);
      return house.as(name).select(board, id, values);
    },
    battle: (id: string) => house.services.showBattle(house.who('ann'), id),
    thread(board: RoomMessage) {
      const { server } = board.channel;
      const found = server.threads.find(({ id }) => id === board.id);
      expect(found).toBeDefined();
      return found!;
    },
    async numberOf(battleId: string, name: string) {
      const state = await store.battles.state(battleId);
      return state!.entries.find(({ memberId }) => memberId === house.who(name).userId)!.number!;
    },
  });
  return arena;
}

/** What a menu of a message offers. */
export function optionsOf(message: RoomMessage, customId: string): { label: string; value: string }[] {
  return message.components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((each) =>
          'options' in each && 'custom_id' in each && each.custom_id === customId ? [...each.options] : [],
        )
      : [],
  ) as { label: string; value: string }[];
}
