/**
 * Who may what: every action by every kind of person through the services, held against the table that they ask and against
 * the one that people read in `docs/RIGHTS.md`.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, type Asker, mayDo, RIGHTS, ROLES, type Role } from '../../src/services/index.ts';
import { openStudio, type Studio } from '../support/studio.ts';

const CELLAR = { serverId: '1' };
const OWNER: Asker = { ...CELLAR, userId: '10' };
const COLLABORATOR: Asker = { ...CELLAR, userId: '11' };
const PEOPLE: Readonly<Record<Role | 'stranger', Asker>> = {
  owner: OWNER,
  collaborator: COLLABORATOR,
  manager: { ...CELLAR, userId: '12', managesServer: true },
  member: { ...CELLAR, userId: '13' },
  /** Of another server, where they may do everything. */
  stranger: { serverId: '2', userId: '14', managesServer: true },
};
const REFUSALS = [
  'artist-forbidden',
  'artist-owner-only',
  'artist-not-yours',
  'train-not-yours',
  'beat-not-yours',
  'manager-only',
  'battle-not-yours',
  'keep-owner-only',
  // There is nothing of another server, and nothing that is not to be seen.
  'artist-unknown',
  'artist-gone',
  'reference-gone',
  'reference-unknown',
  'job-unknown',
  'take-unknown',
  'beat-unknown',
  'battle-unknown',
];
/** What is asked of one's own server, wherever that is. */
const THERE: ReadonlySet<Action> = new Set(['artist-create', 'battle-start', 'best-post']);
const LYRICS = 'I walk the night and hold the light\nI write it right, a line so tight\n'.repeat(6);
const VERSE = LYRICS.replaceAll('night', 'day');

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

let made = 0;

/** An artist that somebody works on, and whoever asks. */
class Scene {
  readonly who: Asker;
  readonly artist = `Artist ${made++}`;
  artistId = '';

  constructor(who: Asker) {
    this.who = who;
  }

  async open(): Promise<this> {
    this.artistId = (await studio.services.createArtist(OWNER, { name: this.artist })).id;
    await studio.services.addCollaborator(OWNER, this.artist, COLLABORATOR.userId);
    return this;
  }

  /** Does something as whoever asks, who works on the artist for so long, or as another of its people. */
  async as<R>(whose: 'own' | 'others', work: (by: Asker) => Promise<R>): Promise<R> {
    const other = this.who === OWNER ? COLLABORATOR : OWNER;
    if (whose === 'others' || this.who === OWNER || this.who === COLLABORATOR) {
      return work(whose === 'own' ? this.who : other);
    }
    const guest = { ...CELLAR, userId: this.who.userId };
    await studio.services.addCollaborator(OWNER, this.artist, guest.userId);
    const result = await work(guest);
    await studio.services.removeCollaborator(OWNER, this.artist, guest.userId);
    return result;
  }

  /** @returns the id of a reference that was read. */
  async reference(whose: 'own' | 'others'): Promise<string> {
    await this.as(whose, async (by) => {
      const file = { name: 'song.mid', bytes: Buffer.from(`MThd ${made++}`) };
      const upload = { artist: this.artist, file, consent: true };
      await studio.work((await studio.services.addReference(by, upload)).jobId);
    });
    return (await studio.store.references.list(this.artistId))[0]!.id;
  }

  lyrics(whose: 'own' | 'others', lyrics = LYRICS): Promise<unknown> {
    const { artist } = this;
    return this.as(whose, (by) => studio.services.setLyrics(by, { artist, lyrics, consent: true }));
  }

  async sound(by: Asker): Promise<void> {
    const bytes = Buffer.from(`a kick, ${made++}`);
    const file = { name: 'kick.wav', read: async () => bytes };
    const ticket = await studio.services.addToKit(by, { artist: this.artist, file, consent: true });
    await studio.work(ticket.jobId);
  }

  async training(whose: 'own' | 'others'): Promise<string> {
    await this.reference('others');
    return this.as(whose, async (by) => (await studio.services.train(by, { artist: this.artist })).jobId);
  }

  async beat(whose: 'own' | 'others') {
    if ((await studio.store.references.list(this.artistId)).length === 0) {
      await studio.work(await this.training('others'));
    }
    const ticket = await this.as(whose, (by) => studio.services.requestBeat(by, { artist: this.artist }));
    await studio.work(ticket.jobId);
    return (await studio.store.beats.ofJob(ticket.jobId))!;
  }
}

type Door = (scene: Scene) => Promise<unknown>;

/** How each action is asked for. */
const DOORS: Readonly<Record<Action, Door>> = {
  'artist-create': ({ who }) => studio.services.createArtist(who, { name: `New ${made++}` }),
  'artist-see': ({ who, artist }) => studio.services.showArtist(who, artist),
  'artist-settings': ({ who, artist }) =>
    studio.services.changeSettings(who, artist, { hidesReferences: true, autoTrain: false }),
  'artist-collaborators': async ({ who, artist }) => {
    await studio.services.addCollaborator(who, artist, '99');
    await studio.services.removeCollaborator(who, artist, '99');
  },
  'artist-rollback': async (scene) => {
    await studio.work(await scene.training('others'));
    return studio.services.rollBack(scene.who, scene.artist, 1);
  },
  'artist-rename': ({ who, artist }) => studio.services.renameArtist(who, artist, `Renamed ${made++}`),
  'artist-transfer': ({ who, artist }) => studio.services.offerArtist(who, artist, '99'),
  'artist-delete': ({ who, artistId }) => studio.services.deleteArtist(who, artistId),
  'reference-add': async ({ who, artist }) => {
    await studio.services.checkMayContribute(who, artist);
    const file = { name: 'song.mid', bytes: Buffer.from(`MThd ${made++}`) };
    return studio.services.addReference(who, { artist, file, consent: true });
  },
  'reference-see-own': (scene) => sees(scene, 'own', false),
  'reference-see-others': (scene) => sees(scene, 'others', false),
  'reference-see-private': (scene) => sees(scene, 'others', true),
  'reference-correct-own': (scene) => corrects(scene, 'own'),
  'reference-correct-others': (scene) => corrects(scene, 'others'),
  'reference-remove-own': async (scene) =>
    studio.services.removeReference(scene.who, scene.artist, await scene.reference('own')),
  'reference-remove-others': async (scene) =>
    studio.services.removeReference(scene.who, scene.artist, await scene.reference('others')),
  'lyrics-add': ({ who, artist }) =>
    studio.services.setLyrics(who, { artist, lyrics: LYRICS, consent: true }),
  'lyrics-remove-own': async (scene) => {
    await scene.lyrics('own');
    return studio.services.removeLyrics(scene.who, scene.artist);
  },
  'lyrics-remove-others': async (scene) => {
    await scene.lyrics('others');
    return studio.services.removeLyrics(scene.who, scene.artist);
  },
  'kit-add': (scene) => scene.sound(scene.who),
  'kit-see': async (scene) => {
    await scene.as('others', (by) => scene.sound(by));
    return studio.services.showKit(scene.who, { artist: scene.artist });
  },
  'kit-reset-own': async (scene) => {
    await scene.as('own', (by) => scene.sound(by));
    return studio.services.resetKit(scene.who, scene.artist);
  },
  'kit-reset-others': async (scene) => {
    await scene.as('others', (by) => scene.sound(by));
    return studio.services.resetKit(scene.who, scene.artist);
  },
  'kit-share': async (scene) => {
    await scene.sound(OWNER);
    const { name } = await studio.services.createArtist(OWNER, { name: `Other ${made++}` });
    return studio.services.shareKit(scene.who, { artist: scene.artist, to: name });
  },
  'kit-learn': async (scene) => {
    const file = { name: 'song.mp3', bytes: Buffer.from(`a song: kick ${made++}`) };
    const upload = { artist: scene.artist, file, consent: true };
    await studio.work((await studio.services.addReference(OWNER, upload)).jobId);
    return studio.services.learnKit(scene.who, { artist: scene.artist, consent: true });
  },
  train: async (scene) => {
    await scene.reference('others');
    return studio.services.train(scene.who, { artist: scene.artist });
  },
  'train-cancel-own': async (scene) => studio.services.cancelTraining(scene.who, await scene.training('own')),
  'train-cancel-others': async (scene) =>
    studio.services.cancelTraining(scene.who, await scene.training('others')),
  'taste-forget': ({ who, artistId }) => studio.services.forgetTaste(who, artistId),
  'take-keep': async (scene) => {
    const { id, takes } = await scene.beat('others');
    await scene.reference('others');
    await scene.reference('others');
    await studio.services.castVote(OWNER, takes[0]!.id);
    return studio.services.keepWinner(scene.who, id);
  },
  'beat-make': async (scene) => {
    const { takes } = await scene.beat('others');
    await studio.services.requestBeat(scene.who, { artist: scene.artist });
    await studio.services.requestDownload(scene.who, { takeId: takes[0]!.id, download: 'wav' });
  },
  'beat-vote': async (scene) =>
    studio.services.castVote(scene.who, (await scene.beat('others')).takes[0]!.id),
  'take-star': async (scene) => {
    const [take] = (await scene.beat('others')).takes;
    await studio.services.shelfTake(scene.who, take!.id);
    return studio.services.starTake(scene.who, take!.id, true);
  },
  'best-post': ({ who }) => studio.services.postBests(who, '77'),
  'battle-start': ({ who }) => startBattle(who),
  'battle-enter': async ({ who }) => handIn(who, await startBattle(OWNER)),
  'battle-vote': async ({ who }) => {
    const id = await startBattle(OWNER);
    for (const userId of ['91', '92']) await handIn({ ...CELLAR, userId }, id);
    await studio.services.endBattle(OWNER, id);
    await studio.due();
    const { entries } = await studio.services.showBattle(OWNER, id);
    const [choice] = entries.map((entry) => entry.id);
    return studio.services.castBallot(who, {
      ...{ battleId: id, round: 1 },
      among: [choice!],
      choices: [choice!],
    });
  },
  'battle-run-own': ({ who }) => runs(who, who),
  'battle-run-others': ({ who }) => runs(who, { ...CELLAR, userId: '93' }),
  'entry-remove-own': async ({ who }) => {
    const id = await startBattle(OWNER);
    await handIn(who, id);
    return studio.services.withdrawEntry(who, id);
  },
  'entry-remove-others': async ({ who }) => {
    const id = await startBattle(OWNER);
    for (const userId of ['91', '92']) await handIn({ ...CELLAR, userId }, id);
    await studio.services.endBattle(OWNER, id);
    await studio.due();
    return studio.services.withdrawEntry(who, id, 1);
  },
  'beat-remove-own': async (scene) => studio.services.deleteBeat(scene.who, (await scene.beat('own')).id),
  'beat-remove-others': async (scene) =>
    studio.services.deleteBeat(scene.who, (await scene.beat('others')).id),
};

/** @returns the id of a battle that takes entries. */
async function startBattle(who: Asker): Promise<string> {
  const file = { name: 'sample.wav', read: async () => Buffer.from('RIFF a sample') };
  const { id } = await studio.services.startBattle(who, { kind: 'flip', file, consent: true });
  const job = (await studio.store.battles.get(id))!.jobId!;
  await studio.work(job);
  await studio.due();
  return id;
}

async function handIn(who: Asker, battleId: string): Promise<void> {
  const file = { name: 'entry.wav', read: async () => Buffer.from(`RIFF ${made++}`) };
  await studio.work((await studio.services.handIn(who, { battleId, file, consent: true })).jobId);
}

/** What a host may do, with a battle of somebody's. */
async function runs(who: Asker, host: Asker): Promise<void> {
  const id = await startBattle({ ...CELLAR, userId: host.userId });
  await studio.services.extendBattle(who, id, 2);
  await studio.services.endBattle(who, id);
  await studio.services.cancelBattle(who, id);
}

async function sees(scene: Scene, whose: 'own' | 'others', isPrivate: boolean): Promise<void> {
  const id = await scene.reference(whose);
  await studio.services.changeSettings(OWNER, scene.artist, { hidesReferences: isPrivate });
  const { artist, who } = scene;
  const listed = await studio.services.listReferences(who, artist);
  const picture = await studio.services.referencePicture(id, who);
  const isSeen = listed.length > 0;
  expect(picture !== undefined).toBe(isSeen);
  // For everybody to see, in a message of a job.
  expect((await studio.services.referencePicture(id)) !== undefined).toBe(!isPrivate);
  await studio.services.showReference(who, artist, id);
  expect(isSeen).toBe(true);
}

async function corrects(scene: Scene, whose: 'own' | 'others'): Promise<void> {
  const referenceId = await scene.reference(whose);
  await studio.services.referenceToCorrect(scene.who, referenceId);
  await studio.services.correctReference(scene.who, { referenceId, bpm: 46 });
}

/** Whether it was done; otherwise it was refused for want of a right. */
async function isDone(door: Door, who: Asker): Promise<boolean> {
  const scene = await new Scene(who).open();
  try {
    await door(scene);
    return true;
  } catch (error) {
    expect(REFUSALS, String(error)).toContain((error as { id?: string }).id);
    return false;
  }
}

const ACTIONS = Object.keys(RIGHTS) as Action[];

describe.each(ACTIONS)('%s', (action) => {
  it.each(ROLES)('by the %s', async (role) => {
    expect(await isDone(DOORS[action], PEOPLE[role])).toBe(mayDo(action, role));
  });

  it('by nobody of another server', async () => {
    expect(await isDone(DOORS[action], PEOPLE.stranger)).toBe(THERE.has(action));
  });
});

it('the table that people read says the same', async () => {
  const page = await readFile(new URL('../../docs/RIGHTS.md', import.meta.url), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const told = Object.fromEntries(
    rows.map(([, action = '', , ...cells]) => [action.replaceAll('`', ''), cells.slice(0, 6)]),
  );
  const wanted = ACTIONS.map((action) => [
    action,
    [...ROLES.map((role) => (mayDo(action, role) ? 'yes' : '–')), THERE.has(action) ? 'there' : '–', '–'],
  ]);
  expect(told).toEqual(Object.fromEntries(wanted));
});

it('new lyrics do not take the place of another member’s', async () => {
  const scene = await new Scene(COLLABORATOR).open();
  await scene.lyrics('others');
  await expect(scene.lyrics('own', VERSE)).rejects.toMatchObject({ id: 'artist-not-yours' });
  await studio.services.removeLyrics(OWNER, scene.artist);
  await scene.lyrics('own', VERSE);
  await scene.lyrics('own');
});
