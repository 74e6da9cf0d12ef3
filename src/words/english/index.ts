/** English. Each file has the sentences of one area, by what they are for: `errors`, `notes`, `stages`. */
import * as audio from './audio.ts';
import * as battles from './battles.ts';
import * as commands from './commands.ts';
import * as corpus from './corpus.ts';
import * as discord from './discord.ts';
import * as jobs from './jobs.ts';
import * as kits from './kits.ts';
import * as lab from './lab.ts';
import * as limits from './limits.ts';
import * as listening from './listening.ts';
import * as lyrics from './lyrics.ts';
import * as model from './model.ts';
import * as music from './music.ts';
import * as packages from './packages.ts';
import * as packs from './packs.ts';
import * as pictures from './pictures.ts';
import * as services from './services.ts';
import * as settings from './settings.ts';
import * as store from './store.ts';
import * as terminal from './terminal.ts';
import * as views from './views.ts';
import * as artistViews from './views-artist.ts';
import * as batchViews from './views-batch.ts';
import * as battleViews from './views-battle.ts';
import * as beatViews from './views-beat.ts';
import * as describeViews from './views-describe.ts';
import * as kitViews from './views-kit.ts';
import * as privacyViews from './views-privacy.ts';
import * as referenceViews from './views-reference.ts';
import * as shelfViews from './views-shelf.ts';
import * as tasteViews from './views-taste.ts';

export const english = {
  /** Why something was not done, and what to do next: one or two sentences. */
  errors: {
    ...music.errors,
    ...audio.errors,
    ...listening.errors,
    ...lyrics.errors,
    ...kits.errors,
    ...corpus.errors,
    ...model.errors,
    ...store.errors,
    ...services.errors,
    ...limits.errors,
    ...battles.errors,
    ...jobs.errors,
    ...packs.errors,
    ...discord.errors,
    ...settings.errors,
    ...terminal.errors,
    ...lab.errors,
  },
  /** What is worth knowing although nothing failed, such as how a file was read: one or two sentences. */
  notes: {
    ...music.notes,
    ...listening.notes,
    ...lyrics.notes,
    ...kits.notes,
    ...corpus.notes,
    ...services.notes,
    ...jobs.notes,
    ...packs.notes,
    ...settings.notes,
  },
  /** What is being done: a few words in lower case that go before a percentage. */
  stages: { ...battles.stages, ...listening.stages, ...jobs.stages, ...packs.stages },
  /** In and about pictures: whole sentences for their descriptions, a few words where they are drawn. */
  pictures: pictures.pictures,
  /** Lines of the text in a ZIP of stems. */
  packages: packages.packages,
  /** What Discord lists of slash commands. */
  commands: commands.commands,
  /** What Discord messages show, by view: `buttons`, `options` of menus and `form`s have Discord's limits. */
  views: {
    ...views.views,
    ...artistViews.views,
    ...batchViews.views,
    ...battleViews.views,
    ...beatViews.views,
    ...describeViews.views,
    ...kitViews.views,
    ...privacyViews.views,
    ...referenceViews.views,
    ...shelfViews.views,
    ...tasteViews.views,
  },
  terminal: terminal.terminal,
};
