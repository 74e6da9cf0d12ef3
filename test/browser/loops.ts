/** Hears what the page plays, sample by sample, and compares it with the sound as it was decoded. */
import type { BrowserContext, Page } from 'playwright-core';

export interface LoopReport {
  /** How long every sample was the loop's own, one after the other, in seconds. */
  readonly seconds: number;
  /** How often the sound came round in that time. */
  readonly seams: number;
  readonly loudest: number;
}

const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage(samples.slice());
    return true;
  }
})`;

/**
 * To be called before a page is opened: whatever a page sends to the loudspeaker is recorded, too. The recorder is a script
 * that the page's own policy refuses, so the context is to bypass it.
 */
export async function recordLoops(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    (recorderUrl) => {
      const heard: Float32Array[] = [];
      const sources: AudioBuffer[] = [];
      Object.assign(window, { heard, sources });
      const recorders = new WeakMap<BaseAudioContext, AudioWorkletNode>();
      const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
      const resume = AudioContext.prototype.resume;
      // A sound begins once its context runs: the recorder is there before.
      AudioContext.prototype.resume = async function (this: AudioContext) {
        if (!recorders.has(this)) {
          await this.audioWorklet.addModule(recorderUrl);
          const recorder = new AudioWorkletNode(this, 'recorder', { numberOfOutputs: 0 });
          recorder.port.onmessage = ({ data }) => heard.push(data);
          recorders.set(this, recorder);
        }
        return resume.call(this);
      };
      AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
        const recorder = recorders.get(this.context);
        if (to instanceof AudioDestinationNode && recorder !== undefined) {
          if (this instanceof AudioBufferSourceNode && this.buffer !== null) sources.push(this.buffer);
          // From here on it is this sound alone.
          heard.length = 0;
          connect.call(this, recorder);
        }
        return connect.call(this, to);
      } as typeof AudioNode.prototype.connect;
    },
    `data:text/javascript,${encodeURIComponent(RECORDER)}`,
  );
}

/** Waits until the sound has come round once and a bit. */
export async function listenToLoops(page: Page): Promise<LoopReport> {
  const handle = await page.waitForFunction(
    () => {
      const { heard, sources } = window as unknown as { heard: Float32Array[]; sources: AudioBuffer[] };
      const buffer = sources.at(-1);
      const samples = heard.flatMap((part) => [...part]);
      const first = samples.findIndex((sample) => sample !== 0);
      if (buffer === undefined || first < 0 || samples.length - first < 1.6 * buffer.sampleRate)
        return undefined;
      const loop = buffer.getChannelData(0);
      const length = loop.length;
      // Where in the loop the recording ends: the one place whose last samples are all the same.
      const end = loop.findIndex((_, at) =>
        samples.slice(-64).every((sample, i) => sample === loop[(at + i - 63 + length) % length]),
      );
      // From there back for as long as each sample is the loop's: before it something else may have played.
      let same = 0;
      let loudest = 0;
      while (end >= 0 && same < samples.length) {
        const sample = samples.at(-1 - same) ?? 0;
        if (sample !== loop[(((end - same) % length) + length) % length]) break;
        loudest = Math.max(loudest, Math.abs(sample));
        same++;
      }
      return { seams: Math.ceil((same - 1 - end) / length), seconds: same / buffer.sampleRate, loudest };
    },
    undefined,
    { polling: 500 },
  );
  return (await handle.jsonValue()) as LoopReport;
}
