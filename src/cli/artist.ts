import type { Command } from 'commander';
import { keyName, STYLE_FACTS, type Style, slug } from '../music/index.ts';
import type { ArtistCard, VersionCard } from '../services/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { writePicture } from './files.ts';
import { addLyricsCommand, flowText } from './lyrics.ts';
import { DATA_OPTION, JSON_OPTION, numberOption, styleOption } from './options.ts';
import { receiptText } from './receipt.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

interface Options {
  json?: true;
  data?: string;
}

/** What stands for a style that training finds. */
const BY_EAR = 'by-ear';

/** `artist create|show|settings|rollback|rename|delete|list|lyrics`. */
export function defineArtist(artist: Command): void {
  artist
    .command('create <name>')
    .description('create an artist')
    .option('--style <style>', 'starting style; training picks one if you do not', styleOption)
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, { style, ...options }: Options & { style?: Style }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const card = await services.createArtist(ASKER, { name, style });
        terminal.result(
          asJson(card),
          `Made ${card.name}. Next: beatwright reference add --artist "${card.name}" FILE...`,
        );
      });
    });
  artist
    .command('show <name>')
    .description('show an artist: references, tempo, keys, generator')
    .option('--picture <file>', 'write a picture of its habits to this PNG file')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, options: Options & { picture?: string }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const card = await services.showArtist(ASKER, name);
        const { generator } = card;
        const habits = options.picture && generator && (await services.habitsPicture(generator.id));
        if (options.picture && habits) await writePicture(options.picture, habits.png);
        terminal.result(asJson(card), asText(card));
      });
    });
  artist
    .command('rollback <name> <version>')
    .description('go back to an older version of the generator')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, version: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const number = numberOption(version.replace(/^v/i, ''));
      await withWorkshop(terminal, options, async ({ services }) => {
        const card = await services.rollBack(ASKER, name, number);
        terminal.result(asJson(card), `${card.name} now uses generator ${number}.`);
      });
    });
  artist
    .command('settings <name>')
    .description('change the style that an artist starts from')
    .requiredOption('--style <style>', 'a style, or "by ear": as training finds it', (text) =>
      slug(text) === BY_EAR ? BY_EAR : styleOption(text),
    )
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(
      async (name: string, { style: asked, ...options }: Options & { style: Style | typeof BY_EAR }) => {
        const style = asked === BY_EAR ? null : asked;
        const terminal = createTerminal({ json: options.json ?? false });
        await withWorkshop(terminal, options, async ({ services }) => {
          const card = await services.changeSettings(ASKER, name, { style });
          const start =
            style === null
              ? 'its style is found when it is trained'
              : `it starts from ${STYLE_FACTS[style].label}`;
          const next = card.wantsStyle ? ` Next: beatwright train --artist "${card.name}"` : '';
          terminal.result(asJson(card), `${card.name}: ${start}.${next}`);
        });
      },
    );
  artist
    .command('rename <name> <new-name>')
    .description('give an artist another name')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, newName: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const { before, artist: card } = await services.renameArtist(ASKER, name, newName);
        terminal.result(asJson(card), `${before} is called ${card.name} from now on.`);
      });
    });
  artist
    .command('delete <name>')
    .description('delete an artist with its references, generators and beats, for good')
    .option('--yes', 'do it; without this, it is only said what would go')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, options: Options & { yes?: true }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const { id, references, versions, ...card } = await services.artistToDelete(ASKER, name);
        const { ready, waiting, checking } = references;
        if (!options.yes) {
          throw new BeatwrightError('delete-unsure', {
            artist: card.name,
            references: ready + waiting + checking,
            versions: versions.length,
          });
        }
        const { artist: deleted, receipt } = await services.deleteArtist(ASKER, id);
        terminal.result({ artist: deleted, receipt }, receiptText(`${deleted} is deleted.`, receipt));
      });
    });
  artist
    .command('list')
    .description('list the artists')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const artists = await services.listArtists(ASKER);
        const lines = artists.map(({ name, trained }) => `${name}${trained ? '' : ' (not trained yet)'}`);
        terminal.result({ artists }, lines.length > 0 ? lines.join('\n') : 'There are no artists yet.');
      });
    });
  addLyricsCommand(artist);
}

function asJson({
  id,
  name,
  style,
  isStyleSaid,
  references,
  unlearned,
  bpm,
  keys,
  generator,
  versions,
  flow,
}: ArtistCard): object {
  return {
    id,
    name,
    style,
    isStyleSaid,
    references,
    unlearned,
    bpm,
    keys: keys.map(keyName),
    generator,
    versions,
    flow,
  };
}

/** A version, its day, what it learned from and what it needs for music that it does not know. */
function asLine({ version, trainedAt, references, heldOut, isInUse, isRetired }: VersionCard): string {
  const facts = [
    trainedAt.toISOString().slice(0, 10),
    `${references} references`,
    heldOut && `${heldOut.after.toFixed(2)} bits a step`,
    isInUse && 'in use',
    isRetired && 'retired: a reference was taken back',
  ];
  return `  v${version}  ${facts.filter((fact) => fact).join(', ')}`;
}

function asText({
  name,
  style,
  isStyleSaid,
  references,
  unlearned,
  bpm,
  keys,
  generator,
  versions,
  flow,
}: ArtistCard): string {
  return [
    name,
    `style       ${style === undefined ? 'found when it is trained' : `${STYLE_FACTS[style].label} (${isStyleSaid ? 'set' : 'found'})`}`,
    `references  ${references.ready} ready${references.waiting > 0 ? `, ${references.waiting} waiting for a listener that hears surely` : ''}${unlearned > 0 ? `, ${unlearned} not learned yet` : ''}`,
    bpm && `tempo       ${bpm[0] === bpm[1] ? bpm[0] : `${bpm[0]}–${bpm[1]}`} BPM`,
    keys.length > 0 && `keys        ${keys.map(keyName).join(', ')}`,
    `generator   ${generator === undefined ? 'none' : `version ${generator.version}`}`,
    ...versions.map(asLine),
    ...(flow === undefined ? [] : flowText(flow)),
  ]
    .filter((line) => typeof line === 'string')
    .join('\n');
}
