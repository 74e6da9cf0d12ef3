/**
 * What people are told of what is stored: of an artist, a reference, a beat, a download. A card is plain data, made of rows
 * and ready to be shown in a message or at a terminal; how it looks there is up to whoever shows it.
 */
export * from './artist.ts';
export * from './battle.ts';
export * from './beat.ts';
export * from './download.ts';
export * from './flow.ts';
export * from './habits.ts';
export * from './picture.ts';
export * from './reference.ts';
export * from './shelf.ts';
export * from './taste.ts';
export * from './timbre.ts';
export * from './tracks.ts';
