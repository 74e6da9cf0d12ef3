/**
 * The services in memory, for tests of the bot: who may do what, votes and jobs behave as the real ones do, but
 * nothing is computed. A test says how jobs go on (`update`) and what fails (`failing`).
 */

import { BeatwrightError } from '../../src/music/index.ts';
import {
  type ArtistCard,
  type Asker,
  type BeatCard,
  type BeatRequest,
  type DownloadCard,
  type DownloadedFile,
  type DownloadWish,
  type FlowCard,
  type JobCard,
  MAX_ARTIST_NAME,
  type MessageOpening,
  type MessagePlace,
  type ReferenceCorrection,
  type ReferenceUpload,
  type ReworkWish,
  type Services,
  TAKE_NAMES,
  type VersionCard,
} from '../../src/services/index.ts';

type Artist = ArtistCard & { readonly serverId: string };

export interface FakeServices extends Services {
  /** Every job, by id, as it is now. */
  readonly jobs: Map<string, JobCard>;
  readonly delivered: Set<string>;
  readonly references: ReferenceUpload[];
  readonly beats: BeatRequest[];
  /** Lyrics, as text. */
  readonly lyrics: string[];
  /** What has been asked for, and what is there: by `download:takeId`. */
  readonly downloads: DownloadWish[];
  readonly reworks: ReworkWish[];
  readonly corrections: ReferenceCorrection[];
  readonly downloaded: Map<string, { view: DownloadCard; files: readonly DownloadedFile[] }>;
  /** What the method rejects with from now on. */
  readonly failing: Map<keyof Services, unknown>;
  /** How long a method takes, in milliseconds. */
  readonly slow: Map<keyof Services, number>;
  /** Resolves once the message of the job shows how it ended. */
  whenDelivered(jobId: string): Promise<void>;
  /** Changes a job, as a worker would. */
  update(jobId: string, change: Partial<JobCard>): void;
  /** A training begins that nobody asked for. */
  starts(subject: string, opening: MessageOpening): string;
  /** Gives an artist versions, the newest first. */
  trained(name: string, versions: readonly VersionCard[]): void;
}

export function fakeServices(): FakeServices {
  const artists: Artist[] = [];
  const jobs = new Map<string, JobCard>();
  const delivered = new Set<string>();
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const votes = new Map<string, Map<string, string>>();
  const references: ReferenceUpload[] = [];
  const beats: BeatRequest[] = [];
  const handedOver: string[] = [];
  let revision = 0;

  const find = (who: Asker, name: string): Artist => {
    const artist = artists.find(
      ({ id, serverId, name: known }) =>
        serverId === who.serverId && (id === name || known.toLowerCase() === name.trim().toLowerCase()),
    );
    if (artist === undefined)
      throw new BeatwrightError('artist-unknown', `There is no artist “${name}” here.`);
    return artist;
  };
  const managed = (who: Asker, name: string): Artist => {
    const artist = find(who, name);
    if (artist.ownerId !== who.userId && !artist.collaboratorIds.includes(who.userId)) {
      throw new BeatwrightError('artist-forbidden', `Only the owner of ${artist.name} may do that.`);
    }
    return artist;
  };
  const replace = (artist: Artist, change: Partial<Artist>): Artist => {
    const changed = { ...artist, ...change };
    artists[artists.indexOf(artist)] = changed;
    return changed;
  };
  const file = (
    who: Asker,
    kind: JobCard['kind'],
    subject: string,
    message: MessagePlace | undefined,
  ): { jobId: string } => {
    const id = `job-${jobs.size + 1}`;
    const job = { id, kind, state: 'queued', stage: 'waiting', percent: 0, subject } as const;
    jobs.set(id, { ...job, requestedById: who.userId, ...(message === undefined ? {} : { message }) });
    return { jobId: id };
  };
  const takesOf = (beatId: string): BeatCard['takes'] =>
    TAKE_NAMES.map((name) => ({
      id: `${beatId}-${name}`,
      name,
      votes: [...(votes.get(beatId)?.values() ?? [])].filter((take) => take === `${beatId}-${name}`).length,
    }));

  const services: FakeServices = {
    jobs,
    delivered,
    references,
    beats,
    lyrics: handedOver,
    downloads: [],
    reworks: [],
    corrections: [],
    downloaded: new Map(),
    failing: new Map(),
    slow: new Map(),
    async whenDelivered(jobId) {
      const wait = waiting.get(jobId) ?? Promise.withResolvers<void>();
      waiting.set(jobId, wait);
      if (!delivered.has(jobId)) await wait.promise;
    },
    update(jobId, change) {
      const job = jobs.get(jobId);
      if (job === undefined) throw new Error(`no job ${jobId}`);
      jobs.set(jobId, { ...job, ...change } as JobCard);
    },

    starts(subject, opening) {
      const { jobId } = file(
        { serverId: '', serverName: '', userId: '1', userName: '' },
        'train',
        subject,
        undefined,
      );
      services.update(jobId, { opening });
      return jobId;
    },
    trained(name, versions) {
      const artist = artists.find((each) => each.name === name)!;
      const generator = versions.find(({ isInUse }) => isInUse);
      replace(artist, { versions, ...(generator === undefined ? {} : { generator }) });
    },

    async createArtist(who, { name: raw, style }) {
      const name = raw.trim();
      if (name === '' || [...name].length > MAX_ARTIST_NAME) {
        throw new BeatwrightError('artist-name-invalid', `A name has 1 to ${MAX_ARTIST_NAME} characters.`);
      }
      const artist: Artist = {
        id: `artist-${artists.length + 1}`,
        serverId: who.serverId,
        name,
        trained: false,
        ownerId: who.userId,
        collaboratorIds: [],
        references: { ready: 0, waiting: 0, checking: 0 },
        unlearned: 0,
        keys: [],
        versions: [],
        autoTrain: true,
        ...(style === undefined ? {} : { style }),
      };
      artists.push(artist);
      return artist;
    },
    showArtist: async (who, name) => find(who, name),
    listArtists: async (who, like = '') =>
      artists.filter(
        ({ serverId, name }) =>
          serverId === who.serverId && name.toLowerCase().includes(like.trim().toLowerCase()),
      ),
    async addCollaborator(who, name, userId) {
      const artist = managed(who, name);
      return replace(artist, { collaboratorIds: [...artist.collaboratorIds, userId] });
    },
    async removeCollaborator(who, name, userId) {
      const artist = managed(who, name);
      return replace(artist, { collaboratorIds: artist.collaboratorIds.filter((id) => id !== userId) });
    },
    async checkMayContribute(who, name) {
      managed(who, name);
    },
    async addReference(who, reference) {
      const artist = managed(who, reference.artist);
      references.push(reference);
      return file(who, 'ingest', artist.name, reference.message);
    },
    async listReferences(who, name) {
      const { name: artist } = find(who, name);
      return references
        .filter((reference) => reference.artist === artist)
        .map(({ file }, index) => ({
          id: `reference-${index + 1}`,
          name: file.name,
          kind: 'midi',
          state: 'ready',
          size: file.bytes.byteLength,
          seconds: 10,
          loops: 2,
          bpm: 92,
          key: { tonic: 5, mode: 'minor' },
          addedById: who.userId,
          addedAt: new Date(0),
        }));
    },
    async showReference(who, name, id) {
      const { name: artist } = find(who, name);
      const listed = await services.listReferences(who, artist);
      const reference = listed.find((each) => each.id === id || each.name === id);
      if (reference === undefined)
        throw new BeatwrightError('reference-unknown', `${artist} has no reference ${id}.`);
      return { artist, reference, warnings: [] };
    },
    async referenceToCorrect(who, id) {
      const artist = references[Number(id.split('-')[1]) - 1]?.artist;
      if (artist === undefined) throw new BeatwrightError('reference-unknown', 'It was taken back.');
      managed(who, artist);
      return services.showReference(who, artist, id);
    },
    async correctReference(who, { message, ...correction }) {
      const { artist } = await services.referenceToCorrect(who, correction.referenceId);
      services.corrections.push(correction);
      return file(who, 'correct', artist, message);
    },
    referencePicture: async () => ({ png: Buffer.from('PNG'), alt: 'A loop, drawn.' }),
    async setLyrics(who, { artist: name, lyrics }) {
      const artist = managed(who, name);
      handedOver.push(typeof lyrics === 'string' ? lyrics : Buffer.from(lyrics).toString());
      const flow = someFlow({ addedById: who.userId });
      replace(artist, { flow });
      return { artist: artist.name, ...flow };
    },
    async removeLyrics(who, name) {
      const { flow, ...artist } = managed(who, name);
      if (flow === undefined) throw new BeatwrightError('lyrics-none', `${artist.name} has no lyrics.`);
      artists.splice(
        artists.findIndex(({ id }) => id === artist.id),
        1,
        artist,
      );
      return { artist: artist.name };
    },
    async removeReference(who, name, id) {
      const artist = managed(who, name);
      const listed = await services.listReferences(who, artist.name);
      const index = listed.findIndex((reference) => reference.id === id || reference.name === id);
      if (index < 0) throw new BeatwrightError('reference-unknown', `${artist.name} has no reference ${id}.`);
      references.splice(index, 1);
      return { name: listed[index]!.name, retired: [1] };
    },
    async cancelTraining(who, jobId) {
      const job = jobs.get(jobId);
      if (job === undefined || job.state === 'done' || job.state === 'failed')
        throw new BeatwrightError('train-ended', 'This training has ended already.');
      if (job.requestedById !== who.userId) managed(who, job.subject);
      const failure = { id: 'train-cancelled', sentence: 'The training was cancelled.' };
      jobs.set(jobId, { ...job, state: 'failed', failure });
    },
    async rollBack(who, name, version) {
      const artist = managed(who, name);
      const chosen = artist.versions.find((each) => each.version === version);
      if (chosen === undefined || chosen.isRetired)
        throw new BeatwrightError('generator-retired', `Version ${version} makes no more beats.`);
      const versions = artist.versions.map((each) => ({ ...each, isInUse: each === chosen }));
      return replace(artist, { generator: chosen, versions });
    },
    setAutoTrain: async (who, name, autoTrain) => replace(managed(who, name), { autoTrain }),
    lossCurve: async () => ({ png: Buffer.from('PNG'), alt: 'It falls.' }),
    train: async (who, { artist, message }) => file(who, 'train', managed(who, artist).name, message),
    async requestBeat(who, request) {
      const subject = request.artist === undefined ? request.style : find(who, request.artist).name;
      beats.push(request);
      return file(who, 'beat', subject ?? '', request.message);
    },
    async castVote(who, takeId) {
      const beatId = takeId.slice(0, -2);
      const cast = votes.get(beatId);
      if (cast === undefined) throw new BeatwrightError('take-unknown', 'This take is not there any more.');
      if (cast.get(who.userId) === takeId) cast.delete(who.userId);
      else cast.set(who.userId, takeId);
      return { beatId, revision: ++revision, takes: takesOf(beatId) };
    },
    async votes(_who, beatId) {
      if (!votes.has(beatId)) throw new BeatwrightError('beat-unknown', 'This beat is not there any more.');
      return { beatId, revision, takes: takesOf(beatId) };
    },
    async requestRework(who, { message, ...wish }) {
      services.reworks.push(wish);
      return file(who, 'beat', 'Night Shift', message);
    },
    async requestDownload(who, { message, ...wish }) {
      services.downloads.push(wish);
      return file(who, 'download', `Night Shift, take ${wish.takeId.slice(-1)}`, message);
    },
    findDownload: async (_who, { download, takeId }) =>
      services.downloaded.get(`${download}:${takeId}`)?.view,
    downloadFiles: async ({ download, takeId }) =>
      services.downloaded.get(`${download}:${takeId}`)?.files ?? [],
    takeFiles: async (takeId) => ({
      midi: Buffer.from(`MThd ${takeId}`),
      mp3: Buffer.from(`ID3 ${takeId}`),
      ms: { generate: 1, render: 1, encode: 1 },
    }),
    beatSheet: async () => ({ png: Buffer.from('PNG'), alt: 'Four takes, drawn.' }),
    async job(jobId) {
      const job = jobs.get(jobId);
      if (job === undefined) throw new BeatwrightError('job-unknown', 'There is no such job.');
      return job;
    },
    jobsToShow: async () => {
      const shown = [...jobs.values()].filter(
        ({ id, message, opening }) => (message ?? opening) !== undefined && !delivered.has(id),
      );
      return shown.map((job) => {
        if (job.kind !== 'beat' || job.result === undefined) return job;
        const { id } = job.result;
        if (!votes.has(id)) votes.set(id, new Map());
        return { ...job, result: { ...job.result, takes: takesOf(id) } };
      });
    },
    async messagePosted(jobId, message) {
      const { opening: _, ...job } = jobs.get(jobId)!;
      jobs.set(jobId, { ...job, message } as JobCard);
    },
    async markDelivered(jobId) {
      delivered.add(jobId);
      waiting.get(jobId)?.resolve();
    },
  };
  return meddled(services);
}

/** A flow of nine syllables a line. */
export function someFlow(change: Partial<FlowCard> = {}): FlowCard {
  return {
    measured: {
      language: 'english',
      lines: 4,
      adLibs: 1,
      syllables: { mean: 9.24, low: 8, high: 11 },
      rhyming: {
        density: 0.222,
        longest: 4,
        where: [0, 0.1, 0.2, 0.7],
        masculine: 0.5,
        open: 0.25,
        scheme: 'AABB',
      },
    },
    pace: { bpm: 91, time: 'one line a bar', lineSteps: 16, perBar: 9.24, perSecond: 3.5 },
    addedById: '42',
    addedAt: new Date(0),
    ...change,
  };
}

/** A beat of four takes, for `update`. */
export function someBeat(change: Partial<BeatCard> = {}): BeatCard {
  const id = change.id ?? 'beat-1';
  return {
    id,
    artist: 'Night Shift',
    style: 'trap',
    bpm: 140,
    key: { tonic: 5, mode: 'minor' },
    bars: 8,
    seconds: 13.714,
    seed: 7,
    generatorVersion: 3,
    notes: [],
    takes: TAKE_NAMES.map((name) => ({ id: `${id}-${name}`, name, votes: 0 })),
    ...change,
  };
}

/** What the test itself calls. */
const INSTANT: ReadonlySet<keyof FakeServices> = new Set(['update', 'trained', 'starts']);

/** Lets each method be slow or fail as the test says. */
function meddled(services: FakeServices): FakeServices {
  return new Proxy(services, {
    get(target, name: keyof FakeServices) {
      const value = target[name];
      if (typeof value !== 'function' || INSTANT.has(name)) return value;
      return async (...given: unknown[]) => {
        const method = name as keyof Services;
        const ms = target.slow.get(method);
        if (ms !== undefined) await new Promise((resolve) => setTimeout(resolve, ms));
        if (target.failing.has(method)) throw target.failing.get(method);
        return (value as (...given: unknown[]) => unknown)(...given);
      };
    },
  });
}
