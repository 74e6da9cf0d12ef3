/** What people see: pure functions from data to messages. Short, since most read them on a phone. */
export { artistCardView, artistCreatedView, artistListView, collaboratorsView } from './artist.ts';
export { beatView, takeFileName, VOTE_PREFIX, voteRow } from './beat.ts';
export { helpView } from './help.ts';
export { failureView, progressView } from './job.ts';
export { ingestView, referenceChoice, referenceListView, referenceRemovedView } from './reference.ts';
export { trainView } from './train.ts';
