/** What people see: pure functions from data to messages. Short, since most read them on a phone. */
export {
  ACCEPT_PREFIX,
  acceptedView,
  artistCardView,
  artistCreatedView,
  artistDeletedView,
  artistListView,
  collaboratorsView,
  DELETE_PREFIX,
  deleteView,
  offerView,
  renamedView,
  rolledBackView,
  settingsView,
  versionChoice,
} from './artist.ts';
export { batchView, SEPARATE_PREFIX } from './batch.ts';
export { BALLOT_PREFIX, boardView, ENTER_PREFIX, WITHDRAW_PREFIX } from './battle.ts';
export {
  ballotView,
  battleChangedView,
  battleListView,
  battleTableView,
  ENTRY_CONSENT_FIELD,
  ENTRY_FILE_FIELD,
  enteredView,
  entryForm,
  withdrawnView,
} from './battle-answers.ts';
export { PICK_PREFIX, postView } from './battle-posts.ts';
export {
  beatRows,
  beatView,
  KEEP_PREFIX,
  keptView,
  MORE_PREFIX,
  REMOVE_PREFIX,
  VOTE_PREFIX,
} from './beat.ts';
export { CORRECT_PREFIX, correctionForm, correctionOf, filledIn } from './correction.ts';
export { beatDeletedView, DELETE_BEAT_PREFIX, deleteBeatForm } from './delete-beat.ts';
export { describeView } from './describe.ts';
export { DOWNLOAD_PREFIX, downloadView, wishOf } from './download.ts';
export { helpView } from './help.ts';
export { CANCEL_PREFIX, failureView, progressView } from './job.ts';
export { kitResetView, kitSharedView, kitView } from './kit.ts';
export {
  ARTIST_FIELD,
  CONSENT_FIELD,
  FILES_FIELD,
  LEARN_PREFIX,
  learnForm,
  MOST_ARTISTS,
} from './learn.ts';
export { LYRICS_FIELD, LYRICS_PREFIX, lyricsForm, lyricsMeasuredView, lyricsRemovedView } from './lyrics.ts';
export { AGAIN_PREFIX, myBeatsView } from './my-beats.ts';
export { PARTS_PREFIX, partCorrectedView, partsPick, partsView } from './parts.ts';
export { ERASE_PREFIX, erasedView, eraseView, exportView, privacyView } from './privacy.ts';
export { queueView } from './queue.ts';
export {
  ingestView,
  referenceChoice,
  referenceListView,
  referenceRemovedView,
  referenceView,
} from './reference.ts';
export { MORE_LIKE_PREFIX, REWORK_PREFIX, reworkOf } from './rework.ts';
export {
  bestsSetView,
  bestView,
  SHELF_PREFIX,
  SHELF_TAKE_PREFIX,
  STAR_PREFIX,
  shelfTakeRows,
  shelfTakeView,
  shelfView,
} from './shelf.ts';
export { shelfWishOf } from './shelf-argument.ts';
export { BY_EAR, STYLE_PREFIX, styleChangedView, styleMenuRow, stylePick } from './style.ts';
export { forgetOf, TASTE_PREFIX, tasteForgottenView, tasteView } from './taste.ts';
export { trainView } from './train.ts';
export { uploadLinkView } from './upload-link.ts';
