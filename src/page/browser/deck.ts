/** The sounds of a message: takes to switch between, a waveform, a loop without a gap, and their notes. */
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import WaveSurfer from 'wavesurfer.js';
import type { PageFile } from '../protocol.ts';
import { Icon } from './icon.ts';
import { decode, onPlaying, peaksOf, play, positionOf, setLoop, stop } from './player.ts';
import { RollView } from './roll-view.ts';
import { tour } from './talk.ts';
import { clock, words } from './words.ts';

const PEAKS = 500;
const WAVE_HEIGHT = 56;
/** A sound that played for so long, in milliseconds, was listened to. */
const HEARD_MS = 2500;
const LETTERS = 'ABCDEFGHIJ';
const NONCE = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content;

export interface Take {
  readonly letter: string;
  readonly sound: PageFile;
  readonly midi: PageFile | undefined;
}

const stem = (name: string) => name.replace(/\.\w+$/, '');

/** Sounds with the MIDI files of the same name. */
export function takesOf(files: readonly PageFile[]): Take[] {
  return files
    .filter(({ kind }) => kind === 'sound')
    .map((sound, i) => ({
      letter: /\d([A-J])$/.exec(stem(sound.name))?.[1] ?? LETTERS[i] ?? String(i + 1),
      sound,
      midi: files.find(({ kind, name }) => kind === 'midi' && stem(name) === stem(sound.name)),
    }));
}

/** The deck that the keys are for: the one that was used last. */
let inUse: { take(letter: string): void; toggle(): void } | undefined;

document.addEventListener('keydown', (event) => {
  const { target } = event;
  const isTyping =
    target instanceof HTMLElement && target.closest('input:not([type=range]),textarea,select,dialog');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || inUse === undefined) return;
  const letter = event.key.toUpperCase();
  if (event.key.length === 1 && 'ABCD'.includes(letter)) inUse.take(letter);
  else if (event.key === ' ' && !(target instanceof HTMLButtonElement)) {
    event.preventDefault();
    inUse.toggle();
  }
});

export function Deck({ takes }: { readonly takes: readonly Take[] }) {
  const [at, setAt] = useState(0);
  const [isLoop, setIsLoop] = useState(true);
  const [isPlaying, setIsPlaying] = useState(false);
  const [fails, setFails] = useState(false);
  const [length, setLength] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const wave = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer | undefined>(undefined);
  /** Where it stands while it does not play. */
  const resting = useRef(0);
  const root = useRef<HTMLElement>(null);
  const take = takes[Math.min(at, takes.length - 1)]!;
  const { url } = take.sound;
  const position = () => positionOf(url) ?? resting.current;

  const start = (from: number, which = url) => {
    play(which, from, isLoop).catch(() => setFails(true));
  };
  const toggle = () => {
    if (positionOf(url) === undefined) return start(resting.current);
    resting.current = positionOf(url) ?? 0;
    stop();
  };
  const seek = (to: number) => {
    resting.current = to;
    setSeconds(to);
    surfer.current?.setTime(to);
    if (positionOf(url) !== undefined) start(to);
  };
  /** Takes of one beat are as long as each other: the next goes on where this one is. */
  const pick = (index: number) => {
    const next = takes[index];
    if (next === undefined) return;
    resting.current = position();
    if (isPlaying) start(resting.current, next.sound.url);
    setFails(false);
    setAt(index);
  };
  const keys = {
    take: (letter: string) => {
      const index = takes.findIndex((each) => each.letter === letter);
      if (index < 0) return;
      if (index === at) toggle();
      else pick(index);
    },
    toggle,
  };
  const mine = useRef(keys);
  mine.current = keys;
  const use = () => {
    inUse = { take: (letter) => mine.current.take(letter), toggle: () => mine.current.toggle() };
  };

  useEffect(
    () =>
      onPlaying((playing) => {
        if (playing.url !== url) return;
        setIsPlaying(playing.isPlaying);
        if (!playing.isPlaying && positionOf(url) === undefined) setSeconds(resting.current);
      }),
    [url],
  );

  // A sound is decoded once its message is seen.
  useEffect(() => {
    const element = wave.current;
    if (element === null) return;
    let isWanted = true;
    let made: WaveSurfer | undefined;
    const seen = new IntersectionObserver(async (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      const buffer = await decode(url).catch(() => undefined);
      if (!isWanted) return;
      if (buffer === undefined) return setFails(true);
      inUse ?? use();
      setLength(buffer.duration);
      made = WaveSurfer.create({
        container: element,
        height: WAVE_HEIGHT,
        waveColor: '#7c8494',
        progressColor: '#e9b44c',
        cursorColor: '#ffffff',
        barWidth: 2,
        barGap: 1,
        barRadius: 2,
        normalize: true,
        peaks: [peaksOf(buffer, PEAKS)],
        duration: buffer.duration,
        ...(NONCE === undefined ? {} : { cspNonce: NONCE }),
      });
      made.on('interaction', seek);
      made.setTime(position() % buffer.duration);
      surfer.current = made;
    });
    seen.observe(element);
    return () => {
      isWanted = false;
      seen.disconnect();
      made?.destroy();
      surfer.current = undefined;
    };
  }, [url]);

  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    let shown = -1;
    const step = () => {
      const now = positionOf(url);
      if (now !== undefined) {
        surfer.current?.setTime(now);
        // The numbers move ten times a second.
        if (Math.floor(now * 10) !== shown) {
          shown = Math.floor(now * 10);
          setSeconds(now);
        }
      }
      frame = requestAnimationFrame(step);
    };
    step();
    const heard = setTimeout(() => tour('heard'), HEARD_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(heard);
    };
  }, [isPlaying, url]);

  return html`<section class="deck" ref=${root} aria-label=${words.sound(takes.length)} onPointerDown=${use} onFocusIn=${use}>
    <div class="deck-top">
      <button class="play" aria-label=${isPlaying ? words.pause : words.play} onClick=${toggle}>
        <${Icon} name=${isPlaying ? 'pause' : 'play'} />
      </button>
      ${
        takes.length > 1 &&
        html`<div class="takes" title=${words.keys}>${takes.map(
          ({ letter }, i) =>
            html`<button aria-pressed=${i === at} aria-label=${words.take(letter)} onClick=${() => pick(i)}>${letter}</button>`,
        )}</div>`
      }
      <span class="time">${clock(seconds)} / ${clock(length)}</span>
      <button class="loop" aria-pressed=${isLoop} title=${isLoop ? words.loopOn : words.loopOff} aria-label=${words.loopOn}
        onClick=${() => {
          setLoop(!isLoop);
          setIsLoop(!isLoop);
        }}><${Icon} name="loop" /></button>
    </div>
    ${fails ? html`<p class="hint">${words.soundFails}</p>` : html`<div class="wave" ref=${wave} style=${{ height: `${WAVE_HEIGHT}px` }}></div>`}
    <input class="seek" type="range" min="0" max=${length || 1} step="0.01" value=${seconds} aria-label=${words.position}
      onInput=${(event: InputEvent) => seek(Number((event.currentTarget as HTMLInputElement).value))} />
    ${take.midi && html`<${RollView} key=${take.midi.url} url=${take.midi.url} name=${take.midi.name} position=${position} isPlaying=${isPlaying} />`}
    <div class="deck-files">
      <span class="deck-name" title=${take.sound.alt ?? ''}>${take.sound.alt ?? take.sound.name}</span>
      <${Save} file=${take.sound} />${take.midi && html`<${Save} file=${take.midi} />`}
    </div>
  </section>`;
}

export function Save({ file }: { readonly file: PageFile }) {
  const ending = file.name.split('.').at(-1)?.toUpperCase();
  return html`<a class="save" href=${file.url} download=${file.name} aria-label=${words.save(file.name)} title=${words.save(file.name)}>
    <${Icon} name="save" />${ending}</a>`;
}
