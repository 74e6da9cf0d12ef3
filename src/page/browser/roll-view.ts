/** A MIDI file as a piano roll, whose notes light up as the sound passes them. */
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Roll } from '../protocol.ts';
import { words } from './words.ts';

/** As the bot's own pictures have them: told apart by everybody, whatever colours they see. */
const COLORS = { drums: '#e69f00', bass: '#56b4e9', chords: '#cc79a7', melody: '#00c896' } as const;
const HEIGHT = 92;
/** The share of the height that drums take. */
const DRUMS = 0.3;
const DRUM_LINES = 12;

interface RollViewProps {
  /** Of the MIDI file. */
  readonly url: string;
  readonly name: string;
  /** Seconds into the sound; undefined while it does not play. */
  position(): number | undefined;
  readonly isPlaying: boolean;
}

export function RollView({ url, name, position, isPlaying }: RollViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [roll, setRoll] = useState<Roll | undefined | 'none'>();

  useEffect(() => {
    let isWanted = true;
    fetch(url.replace('/files/', '/rolls/'))
      .then((response) => (response.status === 200 ? response.json() : 'none'))
      .catch(() => 'none')
      .then((got: Roll | 'none') => {
        if (isWanted) setRoll(got);
      });
    return () => {
      isWanted = false;
    };
  }, [url]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null || roll === undefined || roll === 'none') return;
    let frame = 0;
    const step = () => {
      draw(element, roll, position());
      if (isPlaying) frame = requestAnimationFrame(step);
    };
    step();
    const again = new ResizeObserver(() => draw(element, roll, position()));
    again.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      again.disconnect();
    };
  }, [roll, isPlaying]);

  if (roll === 'none') return html`<p class="hint">${words.noRoll}</p>`;
  return html`<canvas class="roll" ref=${canvas} role="img" aria-label=${words.roll(name)}></canvas>`;
}

function draw(canvas: HTMLCanvasElement, roll: Roll, position: number | undefined): void {
  const scale = window.devicePixelRatio;
  const width = canvas.clientWidth;
  canvas.width = width * scale;
  canvas.height = HEIGHT * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(scale, scale);
  const x = (seconds: number) => (seconds / roll.seconds) * width;
  pen.fillStyle = 'rgba(255,255,255,.06)';
  for (let bar = 0; bar < roll.bars; bar++) pen.fillRect(x((bar * roll.seconds) / roll.bars), 0, 1, HEIGHT);

  const hasDrums = roll.notes.some(([, , , part]) => part === 'drums');
  const pitches = roll.notes.filter(([, , , part]) => part !== 'drums').map(([, , pitch]) => pitch);
  const [low, high] = [Math.min(...pitches, 127), Math.max(...pitches, 0)];
  const tuned = HEIGHT * (hasDrums ? 1 - DRUMS : 1);
  const line = Math.min(6, tuned / Math.max(high - low + 1, 8));
  for (const [start, end, pitch, part] of roll.notes) {
    const isLit = position !== undefined && start <= position && position < end + 0.04;
    pen.fillStyle = isLit ? '#ffffff' : COLORS[part];
    pen.globalAlpha = isLit ? 1 : 0.85;
    const y =
      part === 'drums'
        ? HEIGHT - ((pitch + 1) / DRUM_LINES) * HEIGHT * DRUMS
        : tuned - 4 - ((pitch - low) / Math.max(high - low, 1)) * (tuned - line - 6) - line;
    pen.fillRect(x(start), y, Math.max(2, x(end - start) - 1), part === 'drums' ? 2.5 : line);
  }
  pen.globalAlpha = 1;
  if (position === undefined) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(x(position), 0, 1.5, HEIGHT);
}
