/** The artist of the room: made, given references and trained as any member would, by what the room's client can do. */
import { grammarArtist } from '../corpus/index.ts';
import { writeMidi } from '../music/index.ts';
import type { Room, RoomActor } from '../room/index.ts';
import { STUDIO } from './world.ts';

export const ARTIST = 'Night Shift';
export const ARTIST_STYLE = 'boom-bap';
/** Which of the grammar's boom-bap artists it is. */
const WHICH = 4;
const REFERENCES = 8;
const PATIENT = { timeoutMs: 10 * 60_000 };

/** How far the artist is. */
export interface ArtistState {
  readonly isThere: boolean;
  readonly hasCollaborator: boolean;
  readonly references: number;
  readonly isTrained: boolean;
}

/**
 * Makes what is not there yet, so that it goes on where an earlier start was cut off. Training follows by itself.
 * @param look how far the artist is now.
 */
export async function makeArtist(room: Room, look: () => Promise<ArtistState>): Promise<void> {
  const server = room.servers[0]!;
  const ann = room.as(server.member('ann'), server.channel(STUDIO));
  const before = await look();
  if (!before.isThere)
    await ann.slash('artist create', { name: ARTIST, style: ARTIST_STYLE }).replied(PATIENT);
  if (!before.hasCollaborator)
    await ann
      .slash('artist collaborator add', { artist: ARTIST, member: server.member('bob') })
      .replied(PATIENT);
  if (before.references === 0) await handOver(ann);
}

async function handOver(ann: RoomActor): Promise<void> {
  const artist = grammarArtist(ARTIST_STYLE, WHICH);
  const tracks = Array.from({ length: REFERENCES }, (_, i) => {
    const title = `Night Shift ${i + 1}`;
    return { name: `night-shift-${i + 1}.mid`, bytes: writeMidi(artist.song(i), { title }) };
  });
  const { modal } = await ann.slash('reference add', { artist: ARTIST }).answered;
  if (modal === undefined) return;
  const consent = modal.data.components.flatMap((part) =>
    'component' in part && 'options' in part.component && part.component.custom_id === 'consent'
      ? part.component.options.map(({ value }) => value)
      : [],
  );
  await ann.submit(modal, { artist: [ARTIST], files: tracks, consent }).replied(PATIENT);
}
