/** The words for parts and drums in the languages that producers write, with what each says of the part. */
import type { Points } from './part-points.ts';
import type { Drum } from './score.ts';

export interface Meaning {
  readonly points: Points;
  readonly drum?: Drum;
}

const drum = (name: Drum, points: Points = { drums: 5 }): Meaning => ({ points, drum: name });
const says = (points: Points): Meaning => ({ points });

/** Words of a few letters are often something else. */
const LABEL: Points = { drums: 3 };
/** What is struck but often tuned. */
const TUNED: Points = { drums: 3, melody: 1 };

/** `CH`: a closed hat, where it is all of a name; before a number it is a channel. */
export const CLOSED_HAT_OR_CHANNEL: Meaning = drum('closedHat', LABEL);
/** The sound of the drum machine that became a bass. Beside a word for drums it is the machine again. */
export const BASS_OF_808: Meaning = says({ bass: 4, drums: 1 });

/** Meanings with their words, separated by commas; several words are read together where they can be. */
export const VOCABULARY: readonly (readonly [Meaning, string])[] = [
  // What looks like a word for a part and is none.
  [says({}), 'drum and bass, drum n bass, dnb, bass music, bass house, future bass, uk bass, bass boosted'],
  [
    says({}),
    'no drums, without drums, drumless, no bass, no kick, no hats, no melody, channel, key, drum pad, ' +
      'construction kit, midi kit, melody kit, sample kit, sound kit, loop kit, piano roll',
  ],
  [says({ melody: 4, drums: -2 }), 'steel drum, steel pan, steelpan, hang drum, handpan, tongue drum'],
  [says({ chords: 2, melody: 2, drums: -2 }), 'cp 70, cp 80, cp 88, piano break, guitar break'],
  [says({ melody: 2.5, bass: 0.5 }), 'bassoon, fagott, bass clarinet, bass flute, bass sax'],
  // Drums.
  [
    says({ drums: 5 }),
    'drums, drum kit, drumkit, drum set, drumset, drum machine, drum rack, drum loop, drum track, drum break, drms, ' +
      'breaks, breakbeat, break beat, fpc, drummer, ezdrummer, addictive drums, superior drummer, ultrabeat, bfd, ' +
      'mpc, beatbox, drumline, drum bus, schlagzeug, trommeln, batterie, batteria, bateria, tambores, ударные, барабаны, ' +
      'ударная установка, барабан, perkusja, bebny, davul, slagwerk, trummor, bici, rummut, dobok, ' +
      'ドラム, ドラムス, ドラムキット, 鼓組, 鼓组, 鼓, 爵士鼓, 架子鼓, 드럼',
  ],
  [says({ drums: 4 }), 'drum, drm, trommel, tr 808, tr 909, tr 8, tr 606, tr 707, 808 kit, 808 drums, 909'],
  [
    says({ drums: 2.5 }),
    'top loop, tops, fill, roll, groove, rudiment, drop drums, slicex, slicer, battery, ' +
      'impulse, kit, groove agent, drumaxx, drumpad, drumsynth',
  ],
  [says({ drums: 1 }), 'break, beat, rhythm, top, loop top'],
  [
    drum('kick'),
    'kick, kik, kck, kick drum, bass drum, bassdrum, kickdrum, grosse caisse, bombo, bumbo, cassa, grancassa, stopa, ' +
      'бочка, кик, большой барабан, キック, バスドラム, 底鼓, 大鼓, 킥, grosse trommel',
  ],
  [drum('kick', LABEL), 'bd'],
  [
    drum('snare'),
    'snare, snr, snare drum, caisse claire, caja, redoblante, caixa, rullante, werbel, kleine trommel, virvel, малый, ' +
      'малый барабан, рабочий, снейр, снэйр, снер, スネア, スネアドラム, 軍鼓, 军鼓, 小鼓, 스네어',
  ],
  [drum('snare', LABEL), 'sd'],
  [
    drum('clap'),
    'clap, clp, hand clap, handclap, snap, finger snap, palmas, palmada, klatschen, хлопок, хлопки, клэп, клап, ' +
      'クラップ, 拍手, 박수, 클랩',
  ],
  [drum('clap', LABEL), 'cp'],
  [
    drum('rim'),
    'rim, rimshot, rim shot, sidestick, side stick, crossstick, cross stick, xstick, x stick, римшот, リム',
  ],
  [drum('rim', LABEL), 'rs'],
  [
    drum('openHat'),
    'open hat, openhat, open hi hat, open hihat, open hh, hat open, hats open, hihat open, hi hat open, hh open, ohh, ' +
      'offene hi hat, открытый хэт, オープンハット, オープンハイハット, 开镲',
  ],
  [drum('openHat', LABEL), 'oh'],
  [
    drum('closedHat'),
    'hat, hihat, hi hat, high hat, hh, chh, closed hat, closedhat, closed hi hat, closed hihat, hat closed, hats closed, ' +
      'pedal hat, charleston, charley, chimbal, chimbau, contratempo, hi hats, хэт, хай хэт, хайхэт, хет, хай хет, ' +
      'хэты, ハット, ハイハット, 踩镲, 踩鑔, 하이햇',
  ],
  [drum('highTom'), 'high tom, hi tom, tom high, tom hi, small tom'],
  [drum('lowTom'), 'floor tom, low tom, tom low, mid tom, stand tom, standtom'],
  [drum('lowTom', { drums: 4, melody: 0.5 }), 'tom, тома, タム, 嗵鼓'],
  [
    drum('crash'),
    'crash, splash, china, cymbal, becken, platillo, piatti, prato, тарелка, тарелки, крэш, シンバル, クラッシュ, 镲',
  ],
  [drum('ride', { drums: 4 }), 'ride, ride cymbal, райд, ライド'],
  [
    drum('shaker'),
    'shaker, maraca, tambourine, tamb, cabasa, шейкер, シェイカー, タンバリン, 沙锤, pandereta, pandeiro',
  ],
  [
    drum('percussion'),
    'perc, percussion, percs, conga, bongo, triangle, clave, guiro, djembe, tabla, cajon, darbuka, taiko, agogo, ' +
      'percusion, percussao, percussioni, percussao, перкуссия, パーカッション, 打击乐, 打擊樂, 퍼커션',
  ],
  [
    drum('percussion', TUNED),
    'cowbell, cow bell, 808 cowbell, wood block, woodblock, timbale, timpani, temple block, カウベル',
  ],
  // Bass.
  [
    says({ bass: 5 }),
    'bass, bassline, bass line, sub, sub bass, subbass, reese, trilian, контрабас, бас гитара,  low end, lowend, basslinie, basse, bajo, baixo, basso, ' +
      'contrabass, double bass, upright bass, bass guitar, e bass, synth bass, 808 bass, бас, басс, суб, саб, ベース, サブベース, ' +
      '贝斯, 貝斯, 低音, 베이스',
  ],
  [BASS_OF_808, '808'],
  [says({ bass: 3 }), 'bss, moog bass'],
  // Chords.
  [
    says({ chords: 4.5 }),
    'chord, chords, chds, harmony, harmonies, comping, progression, chord progression, akkord, akkorde, accords, acorde, ' +
      'acordes, accordi, akordy, akor, ackord, akkoorden, аккорд, аккорды, гармония, コード, 和弦, 和音, 코드',
  ],
  [
    says({ chords: 3.5 }),
    'pad, pads, flache, flachen, nappe, nappes, пэд, пэды, パッド, 铺底, 패드, atmos, atmosphere, drone',
  ],
  [
    says({ chords: 2.5, melody: 1 }),
    'stab, stabs, strings, string, ensemble, organ, choir, streicher, cordes, cuerdas, cordas, archi, струнные, ストリングス, 弦乐, orgel, хор',
  ],
  [
    says({ chords: 2, melody: 1.5 }),
    'piano, keys, keyboard, rhodes, e piano, epiano, ep, wurli, wurlitzer, clav, clavinet, harpsichord, pno, klavier, ' +
      'teclado, tastiera, пианино, рояль, клавиши, ピアノ, 钢琴, 鋼琴, 피아노, guitar, gtr, gitarre, guitare, guitarra, ' +
      'chitarra, violao, gitara, гитара, ギター, 吉他, 기타, accordion, harp, keyscape',
  ],
  // Melody.
  [
    says({ melody: 4.5 }),
    'melody, melodies, mel, melo, lead, hook, theme, riff, topline, top line, counter, counter melody, countermelody, ' +
      'counterpoint, main melody, melodie, melodia, melodi, мелодия, лид, メロディ, メロディー, リード, 旋律, 主旋律, 멜로디, 리드',
  ],
  [
    says({ melody: 3.5 }),
    'arp, arps, arpeggio, arpeggiator, solo, vox, vocal, vocals, voice, voz, voix, stimme, gesang, вокал, голос, арпеджио, アルペジオ, ボーカル',
  ],
  [
    says({ melody: 2.5, chords: 0.5 }),
    'bell, bells, music box, glockenspiel, vibraphone, vibes, marimba, xylophone, kalimba, celesta, chimes, flute, pluck, ' +
      'plucks, whistle, sax, saxophone, trumpet, violin, viola, cello, fiddle, oboe, clarinet, ocarina, panflute, pan flute, ' +
      'koto, sitar, erhu, shamisen, flote, geige, violine, флейта, скрипка, колокольчики, フルート, ベル, glocke, glocken, ' +
      'campana, cloche, sine lead, horn, horns, brass, trombone, ld',
  ],
  [says({ melody: 1.2, chords: 0.8 }), 'synth, synthesizer, sample, saw, square, sine, синт, シンセ'],
  // What no part of a beat is.
  [
    says({ 'leave-out': 9 }),
    'click, click track, metronome, metronom, count in, countin, sidechain, side chain, ghost trigger, sc trigger, ' +
      'keyswitch, key switch, keyswitches, automation, метроном',
  ],
  [
    says({ 'leave-out': 4 }),
    'fx, sfx, riser, uplifter, downlifter, sweep, impact, whoosh, noise, sound fx, efectos, эффекты',
  ],
];
