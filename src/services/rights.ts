/**
 * Who may what: the one table that all services ask. `docs/RIGHTS.md` shows it to people, and `test/services/rights.test.ts`
 * holds both to what the services do.
 */
import type { Artist } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Asker } from './asker.ts';

/** What a member can be to an artist of the same server; often several of these. Nobody else has any right. */
export const ROLES = ['owner', 'collaborator', 'manager', 'member'] as const;
export type Role = (typeof ROLES)[number];

const ALL = ROLES;
const DECIDES: readonly Role[] = ['owner', 'manager'];
const WORKS: readonly Role[] = ['owner', 'collaborator'];

/**
 * By action, who may. `own` and `others`: what the asker handed over or asked for, and what somebody else did. Consent can
 * be withdrawn by whoever gave it, whatever they are now.
 */
export const RIGHTS = {
  'artist-create': ALL,
  'artist-see': ALL,
  'artist-settings': DECIDES,
  'artist-collaborators': DECIDES,
  'artist-rollback': DECIDES,
  'artist-rename': DECIDES,
  'artist-transfer': DECIDES,
  'artist-delete': DECIDES,
  'reference-add': WORKS,
  'reference-see-own': ALL,
  'reference-see-others': ALL,
  /** Where names and pictures are for the artist's own people. */
  'reference-see-private': WORKS,
  'reference-correct-own': ['owner', 'collaborator', 'manager'],
  'reference-correct-others': DECIDES,
  'reference-remove-own': ALL,
  'reference-remove-others': DECIDES,
  'lyrics-add': WORKS,
  'lyrics-remove-own': ALL,
  'lyrics-remove-others': DECIDES,
  'kit-add': WORKS,
  'kit-see': ['owner', 'collaborator', 'manager'],
  /** What the asker handed over, also to artists that they work on no more. */
  'kit-reset-own': ALL,
  'kit-reset-others': DECIDES,
  'kit-share': ['owner'],
  /** Of their own references alone. */
  'kit-learn': ['owner'],
  train: WORKS,
  'train-cancel-own': ALL,
  'train-cancel-others': ['owner', 'collaborator', 'manager'],
  /** What the votes say. */
  'taste-forget': DECIDES,
  /** A take as a reference. */
  'take-keep': ['owner'],
  'beat-make': ALL,
  'beat-vote': ALL,
  'take-star': ALL,
  'best-post': ['manager'],
  'battle-start': ALL,
  'battle-enter': ALL,
  'battle-vote': ALL,
  'battle-run-own': ALL,
  'battle-run-others': ['manager'],
  'entry-remove-own': ALL,
  'entry-remove-others': ['manager'],
  'beat-remove-own': ALL,
  'beat-remove-others': DECIDES,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Action = keyof typeof RIGHTS;

/** Actions that differ by whose it is that something is done with. */
type Whose = { [A in Action]: A extends `${infer What}-own` ? What : never }[Action];

export function mayDo(action: Action, role: Role): boolean {
  return (RIGHTS[action] as readonly Role[]).includes(role);
}

/** What the asker is to an artist of their server; without an artist, as of a beat of a style alone. */
export function rolesOf(
  who: Asker,
  artist: Pick<Artist, 'ownerId' | 'collaboratorIds'> | undefined,
): readonly Role[] {
  const is: Readonly<Record<Role, boolean>> = {
    owner: artist?.ownerId === who.userId,
    collaborator: artist?.collaboratorIds.includes(who.userId) === true,
    manager: who.managesServer === true,
    member: true,
  };
  return ROLES.filter((role) => is[role]);
}

export function hasRight(action: Action, who: Asker, artist: Parameters<typeof rolesOf>[1]): boolean {
  return rolesOf(who, artist).some((role) => mayDo(action, role));
}

/** The action on what a member handed over or asked for. */
export function whose<W extends Whose>(what: W, memberId: string, who: Asker): `${W}-own` | `${W}-others` {
  return memberId === who.userId ? `${what}-own` : `${what}-others`;
}

/** @throws BeatwrightError `artist-forbidden`, `artist-not-yours`, `artist-owner-only`. */
export function requireRight(action: Action, who: Asker, artist: Artist): void {
  if (hasRight(action, who, artist)) return;
  const told = { artist: artist.name };
  if (mayDo(action, 'collaborator')) throw new BeatwrightError('artist-forbidden', told);
  if (action.endsWith('-others')) throw new BeatwrightError('artist-not-yours', told);
  throw new BeatwrightError('artist-owner-only', told);
}

/** Of what belongs to no artist. @throws BeatwrightError `manager-only`. */
export function requireServerRight(action: Action, who: Asker): void {
  if (!hasRight(action, who, undefined)) throw new BeatwrightError('manager-only');
}
