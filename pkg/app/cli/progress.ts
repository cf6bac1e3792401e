/** Progress for people: a bar on a terminal, plain lines anywhere else (a pipe, a log, CI). */
import { MultiBar, type SingleBar } from 'cli-progress';

export interface Progress {
  /** @param percent 0 to 100 */
  update(percent: number, text: string): void;
  /** A line that stays, above the bar. */
  line(text: string): void;
  /** Takes the bar away; `line` goes on working, and `update` brings a bar back. */
  stop(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export function createProgress({ stream }: ProgressOptions): Progress {
  return stream.isTTY === true ? new BarProgress(stream) : new LineProgress(stream);
}

class BarProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;
  #shown: { bars: MultiBar; bar: SingleBar } | undefined;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  update(percent: number, text: string): void {
    this.#shown ??= this.#show();
    this.#shown.bar.update(Math.round(percent), { text });
  }

  line(text: string): void {
    if (this.#shown === undefined) this.#stream.write(`${text}\n`);
    else {
      this.#shown.bars.log(`${text}\n`);
      this.#shown.bars.update(); // it is only kept until the next drawing, and lost by a stop before that
    }
  }

  stop(): void {
    this.#shown?.bars.stop();
    this.#shown = undefined;
  }

  #show(): { bars: MultiBar; bar: SingleBar } {
    const bars = new MultiBar({
      stream: this.#stream,
      format: '{bar} {percentage}% {text}',
      barCompleteChar: '#',
      barIncompleteChar: '.',
      barsize: 24,
      fps: 8,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false, // signals are ours
    });
    return { bars, bar: bars.create(100, 0, { text: '' }) };
  }
}

const LINE_EVERY_PERCENT = 10;

class LineProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;
  #last = -Infinity;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  update(percent: number, text: string): void {
    if (percent >= this.#last && percent < this.#last + LINE_EVERY_PERCENT) return;
    this.#last = percent;
    this.line(`${String(Math.round(percent)).padStart(3)}% ${text}`);
  }

  line(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  stop(): void {
    this.#last = -Infinity;
  }
}
