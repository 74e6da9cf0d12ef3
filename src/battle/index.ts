/**
 * The rules of battles: who wins, by how many points, in which season, and who meets whom in a bracket. Pure: what is counted
 * comes in, what follows goes out. What members are told beforehand (`docs/BATTLES.md`) is what stands here.
 *
 *     standingsOf([{ id: 'x', order: 0, hasVoted: true }, { id: 'y', order: 1, hasVoted: false }], new Map([['y', 2]]))
 *     // y is first with 10 points, of which half are left: y has not voted
 */
export * from './bracket.ts';
export * from './clock.ts';
export * from './points.ts';
export * from './season.ts';
