/**
 * What can be asked of Beatwright, from Discord or from a terminal: the one list of services that commands
 * call. Types only; the services check permissions and limits themselves, so that no caller can forget to.
 *
 * Every method rejects with a `BeatwrightError` whose sentence may be shown to the person who asked. Anything
 * else that is thrown is a defect. Errors of the store pass through; the services' own are:
 * - `artist-forbidden`, `artist-owner-only`, `artist-not-yours`, `train-not-yours`: `rights.ts` says who may.
 * - `offer-over`, `offer-not-yours`: nothing to say yes to. `settings-nothing`: nothing to set.
 * - `beat-none`, `beat-not-yours`: no beat, or not the asker's to delete. `manager-only`: for who manages the server.
 * - `consent-missing`: a reference or lyrics without consent.
 * - `reference-bpm`, `reference-same`, `reference-same-parts`, `reference-busy`, `reference-unread`,
 *   `reference-no-tracks`, `reference-tracks-unread`, `reference-track-unknown`, `reference-pad-unknown`,
 *   `midi-all-left-out`: a correction that cannot be made.
 * - `reference-empty`, `reference-too-big`: nothing in the file, or over `MAX_REFERENCE_BYTES`. `pack-too-big`,
 *   `pack-other`: a ZIP over `MAX_PACK_BYTES`, another archive. `batch-too-many`: over `MAX_FILES` at once.
 * - `stems-gone`, `stems-none`, `stems-busy`: nothing to separate, or it is being done.
 * - `lyrics-too-long`, `lyrics-too-short`, `lyrics-long-line`, `lyrics-not-text`, `lyrics-format`, `lyrics-encoding`,
 *   `lyrics-unreadable`: no lyrics that can be measured. `lyrics-busy`: too many others are. `lyrics-none`: none to take back.
 * - `kit-empty`, `kit-full`, `kit-heavy`: a kit without sounds, or over `MAX_KIT`. `kit-same`: shared with itself.
 * - `kit-no-recordings`: a kit learned from nothing.
 * - `train-no-references`: nothing to learn from. `train-running`: that artist is being trained already.
 * - `limit-jobs`, `limit-beats`, `limit-artists`, `limit-references`, `limit-bytes`: over what a member or a server may have.
 * - `job-unknown`, `train-ended`: nothing to cancel.
 * - `beat-nothing`: neither artist nor style. `beat-untrained`: the artist has no generator yet.
 * - `beat-bpm`, `beat-bars`, `beat-seed`, `beat-takes`, `beat-swing`, `beat-density`: out of range.
 * - `beat-parts`: no part is left to play. `beat-generator`: a baseline was asked for an artist.
 */
import type {
  ArtistCard,
  BeatCard,
  DownloadCard,
  DownloadedFile,
  ListedArtist,
  MeasuredLyrics,
  Picture,
  ReferenceCard,
  RemovedReference,
  ShelfCard,
  ShownReference,
  TakeFiles,
  VoteCard,
} from '../cards/index.ts';
import type { Key, Master, Part, Style, Voice } from '../music/index.ts';
import type { Download, JobGlimpse, Receipt, ShelfOrder, ShelfWish, TakeName, Told } from '../store/index.ts';
import type { GeneratorKind, Reworking } from '../worker/kinds/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import type { BattleServices } from './battle-services.ts';
import type { JobCard } from './job-card.ts';
import type { FileToAdd, JobTicket } from './wishes.ts';

export type { FileToAdd, JobTicket } from './wishes.ts';

export interface LyricsUpload {
  readonly artist: string;
  /** Text, or the bytes of a text file; one line below the other. */
  readonly lyrics: string | Uint8Array;
  /** Whether the asker agreed to `LYRICS_CONSENT.wording`. */
  readonly consent: boolean;
}

/** What is told of a reference: its tempo in `BPM_RANGE`, its key, its tracks and pads. What is absent stays. */
export interface ReferenceCorrection extends Told {
  readonly referenceId: string;
  /** How the key was read, where what was written could be two: for the answer. */
  readonly keyNote?: string;
  readonly message?: MessagePlace;
}

export interface ArtistSettings {
  /** Whether uploads start a training by themselves. */
  readonly autoTrain?: boolean | undefined;
  /** Whether names and pictures of references are for the owner and the collaborators only. */
  readonly hidesReferences?: boolean | undefined;
  readonly followsTaste?: boolean | undefined;
  /** Where the artist's sound starts from; `null`: as training finds it. References stay, and are learned anew. */
  readonly style?: Style | null | undefined;
}

export interface ReferenceUpload {
  readonly artist: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Whether the asker agreed to `CONSENT.wording`. */
  readonly consent: boolean;
  readonly message?: MessagePlace;
}

export interface ReferenceUploads extends Omit<ReferenceUpload, 'file'> {
  /** MIDI, sound, or ZIPs of them; at most `MAX_FILES`. */
  readonly files: readonly FileToAdd[];
}

export interface KitUpload {
  readonly artist: string;
  /** A sound, or a ZIP of them. */
  readonly file: FileToAdd;
  /** What the sound is; what its name says if nothing is said, and always in a ZIP. */
  readonly voice?: Voice | undefined;
  /** Whether the asker agreed to `KIT_CONSENT.wording`. */
  readonly consent: boolean;
  readonly message?: MessagePlace;
}

export interface KitLesson {
  readonly artist: string;
  /** Whether the asker agreed to `RECORDINGS_CONSENT.wording`. */
  readonly consent: boolean;
  readonly message?: MessagePlace;
}

export interface TrackToDescribe {
  /** `read` is called once it is clear that the asker may. */
  readonly file: { readonly name: string; readonly read: () => Promise<Uint8Array> };
  readonly message?: MessagePlace;
}

export interface BeatRequest {
  readonly artist?: string;
  readonly style?: Style;
  /** Quarter notes a minute, in `BPM_RANGE`; chosen by the service if absent, as are the rest. */
  readonly bpm?: number;
  readonly key?: Key;
  readonly bars?: number;
  readonly seed?: number;
  /** How many takes, 1–4; four if nothing is said. */
  readonly takes?: number;
  /** The parts that play; all if nothing is said. */
  readonly parts?: readonly Part[];
  /** Events a bar that a part should have, about. */
  readonly density?: Partial<Readonly<Record<Part, number>>>;
  /** Where the off 16th should fall within its 8th, in `SWING_RANGE`: 0.5 straight, 0.667 a triplet. */
  readonly swing?: number;
  /** How loud it is; as streaming services play it if nothing is said. */
  readonly master?: Master;
  /** What writes a beat of a style: the base network, or a baseline to hear what it lacks. Not with an artist. */
  readonly generator?: GeneratorKind;
  /** A beat, by a link to its message or its id, from which is taken what nothing is said of. */
  readonly like?: string;
  /** Whether the artist's lyrics, if there are any, may ask for tempo, density and rests; they may if nothing is said. */
  readonly flow?: boolean;
  readonly message?: MessagePlace;
}

/** One of a take's files that are made when somebody wants them. */
export interface DownloadWish {
  readonly takeId: string;
  readonly download: Download;
}

export interface ReworkWish {
  readonly takeId: string;
  readonly reworking: Reworking;
}

export interface ListedBeat {
  readonly beat: BeatCard;
  readonly createdAt: Date;
}

/** By what takes are found, and in which order; the newest first if nothing is said. */
export interface LibraryWish extends Omit<ShelfWish, 'bpm'> {
  /** About this tempo, in quarter notes a minute. */
  readonly bpm?: number;
  readonly order?: ShelfOrder;
}

export interface ShelfItem extends ShelfCard {
  /** By whoever asks. */
  readonly isStarred: boolean;
}

export interface ShelfPage {
  /** What was wanted, with the artist by its id. */
  readonly wish: LibraryWish;
  /** The artist's name, if one was wanted. */
  readonly artist?: string;
  readonly items: readonly ShelfItem[];
  /** From 0. */
  readonly page: number;
  /** Takes on all pages. */
  readonly all: number;
}

export interface Services extends BattleServices {
  /** Makes an artist that the asker owns. The name is trimmed. */
  createArtist(who: Asker, artist: { name: string; style?: Style }): Promise<ArtistCard>;
  /** Names are compared without case, here and below. */
  showArtist(who: Asker, name: string): Promise<ArtistCard>;
  /** Artists of the asker's server whose name starts with or else contains `like`, at most 25, by name. */
  listArtists(who: Asker, like?: string): Promise<readonly ListedArtist[]>;
  /** Artists that the asker may hand references over for, at most `most`, by name. */
  listManaged(who: Asker, most: number): Promise<readonly string[]>;
  /**
   * Changes what is given; what is absent stays. Where another style has to be learned, training starts by itself as
   * after an upload. @param message what that training's own message answers.
   */
  changeSettings(
    who: Asker,
    artist: string,
    settings: ArtistSettings,
    message?: MessagePlace,
  ): Promise<ArtistCard>;
  /** The same of the style alone, of an artist by its id. */
  changeStyle(who: Asker, artistId: string, style: Style | null, message?: MessagePlace): Promise<ArtistCard>;
  /** Adding a member twice changes nothing. */
  addCollaborator(who: Asker, artist: string, userId: string): Promise<ArtistCard>;
  /** Removing a member who is no collaborator changes nothing. */
  removeCollaborator(who: Asker, artist: string, userId: string): Promise<ArtistCard>;

  /** Names are as in `createArtist`; `before` is what it was called. */
  renameArtist(
    who: Asker,
    artist: string,
    newName: string,
  ): Promise<{ readonly before: string; readonly artist: ArtistCard }>;
  /** Offers an artist to a member, who becomes its owner by `acceptArtist`; to its owner, it is offered no more. */
  offerArtist(who: Asker, artist: string, userId: string): Promise<ArtistCard>;
  acceptArtist(who: Asker, artistId: string): Promise<ArtistCard>;
  /** An artist that the asker may delete. */
  artistToDelete(who: Asker, artist: string): Promise<ArtistCard>;
  /** Erases an artist with everything that belongs to it: references, generators, lyrics, beats, their jobs and files. */
  deleteArtist(who: Asker, artistId: string): Promise<{ readonly artist: string; readonly receipt: Receipt }>;

  /** Rejects as `addReference` would for its artist and asker: to be asked before a file is fetched. */
  checkMayContribute(who: Asker, artist: string): Promise<void>;
  /** Stores the file and the consent, and files a job that reads it. */
  addReference(who: Asker, reference: ReferenceUpload): Promise<JobTicket>;
  /**
   * Stores files that come together, and files a job that takes them in: one that cannot be taken keeps no other out.
   * A single one that is no ZIP is added as by `addReference`, and rejects as that does.
   */
  addReferences(who: Asker, references: ReferenceUploads): Promise<JobTicket>;
  /** Files a job that makes the files of one song tracks of their own, in place of the song. */
  separateStems(who: Asker, wish: { referenceId: string; message?: MessagePlace }): Promise<JobTicket>;
  /** The newest first; those that the asker may see. */
  listReferences(who: Asker, artist: string): Promise<readonly ReferenceCard[]>;
  /** The reference is used in no later training. `idOrName` is the reference's id or its file's name. */
  removeReference(who: Asker, artist: string, idOrName: string): Promise<RemovedReference>;

  /** A reference by its id or its file's name, and what was found in it, if the asker may see it. */
  showReference(who: Asker, artist: string, idOrName: string): Promise<ShownReference>;
  /** A reference that the asker may correct now. Rejects as `correctReference` would for it and the asker. */
  referenceToCorrect(who: Asker, referenceId: string): Promise<ShownReference>;
  /** Files a job that reads or hears a reference again, as it is corrected. */
  correctReference(who: Asker, correction: ReferenceCorrection): Promise<JobTicket>;
  /** A picture of a reference's best loop, for whoever asks or, without anybody, for everybody to see. */
  referencePicture(referenceId: string, who?: Asker): Promise<Picture | undefined>;

  /** Measures an artist's own lyrics and keeps what was measured, in place of what was before; not the lyrics. */
  setLyrics(who: Asker, lyrics: LyricsUpload): Promise<MeasuredLyrics>;
  /** Forgets what was measured. @returns the artist's name. */
  removeLyrics(who: Asker, artist: string): Promise<{ readonly artist: string }>;

  /** Files a job that takes a sound, or those in a ZIP, into an artist's kit, and shows it. */
  addToKit(who: Asker, sound: KitUpload): Promise<JobTicket>;
  /** Files a job that cuts the sounds which an artist's kit lacks from audio references that the asker handed over. */
  learnKit(who: Asker, lesson: KitLesson): Promise<JobTicket>;
  /** Files a job that shows an artist's kit. */
  showKit(who: Asker, wish: { artist: string; message?: MessagePlace }): Promise<JobTicket>;
  /** The picture and the loop of a job that has ended and is not delivered. */
  kitFiles(jobId: string): Promise<{ readonly png: Uint8Array; readonly mp3: Uint8Array }>;
  /**
   * Erases an artist's own sounds, all that the asker may, and the drums that were fitted to its tracks if these are all.
   * @returns how many sounds, how many are left, and how many drums were fitted
   */
  resetKit(
    who: Asker,
    artist: string,
  ): Promise<{
    readonly artist: string;
    readonly sounds: number;
    readonly left: number;
    readonly fitted: number;
  }>;
  /** Copies the sounds that the asker handed over to another artist. @returns how many are new; others' stay. */
  shareKit(
    who: Asker,
    wish: { artist: string; to: string },
  ): Promise<{
    readonly artist: string;
    readonly to: string;
    readonly sounds: number;
    readonly others: number;
  }>;

  /** Files a job that says what a track sounds like, and keeps nothing of it. */
  describeTrack(who: Asker, upload: TrackToDescribe): Promise<JobTicket>;
  /** The picture of such a job that has ended and is not delivered. */
  descriptionImage(jobId: string): Promise<Uint8Array>;

  /** Files a job that shows what the votes on an artist's beats say. */
  showTaste(who: Asker, wish: { artist: string; message?: MessagePlace }): Promise<JobTicket>;
  /** The picture of such a job that has ended and is not delivered; none while there are too few votes. */
  tasteImage(jobId: string): Promise<Uint8Array | undefined>;
  /**
   * From now on, or from `since`, votes count anew; those before stand under their beats and teach nothing.
   * @returns the artist's name, and since when votes counted until now: to take it back.
   */
  forgetTaste(
    who: Asker,
    artistId: string,
    since?: Date | null,
  ): Promise<{ readonly artist: string; readonly before: Date | null }>;

  /** Files a job that learns the artist's generator. */
  train(who: Asker, request: { artist: string; message?: MessagePlace }): Promise<JobTicket>;
  /** Calls a training off, whether it waits or is under way. Whoever asked for it may, and who may train. */
  cancelTraining(who: Asker, jobId: string): Promise<void>;
  /** Puts another version in use. */
  rollBack(who: Asker, artist: string, version: number): Promise<ArtistCard>;
  /** A picture of how a generator's loss fell while it was learned, if it was learned by steps. */
  lossCurve(generatorId: string): Promise<Picture | undefined>;
  /** A picture of what the artist of a generator usually does; none of what was learned long ago. */
  habitsPicture(generatorId: string): Promise<Picture | undefined>;
  /** Files a job that makes four takes; anyone in the server may. */
  requestBeat(who: Asker, request: BeatRequest): Promise<JobTicket>;

  /** Files a job that makes four more takes, as those of a beat were asked for, with the next seed; anyone in the server may. */
  requestMore(who: Asker, wish: { beatId: string; message?: MessagePlace }): Promise<JobTicket>;

  /**
   * Makes the take that won its beat's vote a reference of its own, which is not told as the artist's work.
   * @returns how many more may be kept.
   */
  keepWinner(
    who: Asker,
    beatId: string,
  ): Promise<{ readonly artist: string; readonly take: TakeName; readonly left: number }>;

  /** A beat that the asker may delete. */
  beatToRemove(who: Asker, beatId: string): Promise<{ readonly beatId: string; readonly subject: string }>;
  /** The beat of a message, if the asker may delete it. `subject` is its artist or style. */
  beatToDelete(who: Asker, messageId: string): Promise<{ readonly beatId: string; readonly subject: string }>;
  /** Erases a beat: its takes, their files and votes. */
  deleteBeat(who: Asker, beatId: string): Promise<{ readonly subject: string }>;
  /** Votes for a take, moves the asker's vote to it, or takes it back if it is on that take already. */
  castVote(who: Asker, takeId: string): Promise<VoteCard>;
  /** How the vote on a beat stands. */
  votes(who: Asker, beatId: string): Promise<VoteCard>;
  /** The last beats that the asker asked for in this server, the newest first: at most ten. */
  myBeats(who: Asker): Promise<readonly ListedBeat[]>;
  /** A beat of the asker's server, and who asked for it. */
  showBeat(who: Asker, beatId: string): Promise<{ readonly beat: BeatCard; readonly requestedById: string }>;
  takeFiles(takeId: string): Promise<TakeFiles>;
  /** Files a job that makes a new beat of a take; anyone in the server may. */
  requestRework(who: Asker, wish: ReworkWish & { message?: MessagePlace }): Promise<JobTicket>;
  /** Files a job that makes a download; anyone in the server may. */
  requestDownload(who: Asker, wish: DownloadWish & { message?: MessagePlace }): Promise<JobTicket>;
  /** A download that was made before; `undefined`: ask for it. */
  findDownload(who: Asker, wish: DownloadWish): Promise<DownloadCard | undefined>;
  /** The files of a download that is there, the one to listen to first. */
  downloadFiles(wish: DownloadWish): Promise<readonly DownloadedFile[]>;
  /**
   * A page of the takes of the asker's server, from 0; the last one if there are fewer by now.
   * @param wish `artist` is a name or an id.
   */
  browseShelf(
    who: Asker,
    wish: Omit<LibraryWish, 'artistId'> & { artist?: string },
    page: number,
  ): Promise<ShelfPage>;
  /** A take of the asker's server. */
  shelfTake(who: Asker, takeId: string): Promise<ShelfItem>;
  /** Sets the asker's star or takes it back; done twice, nothing changes. */
  starTake(who: Asker, takeId: string, isStarred: boolean): Promise<void>;
  /** From now on the best take of each month is posted in a channel; without one, no more. */
  postBests(who: Asker, channelId: string | undefined): Promise<void>;

  /** A picture of a beat's takes, for those who would rather look, and in words for those who cannot. */
  beatSheet(beatId: string): Promise<Picture | undefined>;

  /**
   * Files a job that packs what is kept of the asker in this server as a ZIP: rows as JSON, and their files.
   * @param wish which part of it, the first by default, and the most bytes of one: what fits into a message by default.
   */
  exportMine(
    who: Asker,
    wish: { part?: number | undefined; maxBytes?: number; message?: MessagePlace },
  ): Promise<JobTicket>;
  /** The ZIP of an export that has ended and is not delivered. */
  exportFile(jobId: string): Promise<Uint8Array>;
  /**
   * Erases what is kept of the asker in this server: artists with all that they have, references and lyrics handed over
   * for other artists, beats, votes, requests.
   */
  eraseMine(who: Asker): Promise<Receipt>;
  /** The bot was removed from a server: all of it is erased in `GRACE_DAYS`, unless it comes back. */
  serverLeft(serverId: string): Promise<void>;
  serverJoined(serverId: string): Promise<void>;
  /** The servers that the bot is in, all of them. @returns how many others it has left since. */
  serversPresent(serverIds: readonly string[]): Promise<number>;

  /** A job by its id. */
  job(jobId: string): Promise<JobCard>;
  /** The asker's jobs that have not ended: the first of them, in the order of their turns, and how many there are. */
  myJobs(who: Asker): Promise<{ readonly jobs: readonly JobCard[]; readonly all: number }>;
  /** Jobs with a message that does not yet show how they ended: what has ended first. The first 500. */
  jobsToShow(): Promise<readonly JobGlimpse[]>;
  /** One of them, as it is to be shown; `undefined` if it is gone, or of a version that nobody can read any more. */
  jobToShow(jobId: string): Promise<JobCard | undefined>;
  /** Remembers which message a job is shown in. */
  messagePosted(jobId: string, place: MessagePlace): Promise<void>;
  /** Remembers that the message of a job that has ended shows so, or never can. */
  markDelivered(jobId: string): Promise<void>;
}
