/** `gpu-tracker classify`: JSON lines of ads in, JSON lines of verdicts out, one for one and in order. */
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { Command } from 'commander';
import { z } from 'zod';
import { createClassifier } from '../../classify/classifier.js';
import { ExitStatus } from '../../errors/exit-status.js';
import type { Classifier } from '../../listing/verdict.js';
import { verdictJson } from './verdict-json.js';

/** Longest line read, in characters: an ad is a few thousand. */
const LINE_LIMIT = 1_000_000;
/** Answers are written in chunks of about this many characters. */
const CHUNK = 16_384;

const Ad = z.object({
  title: z.string(),
  description: z.string().nullish(),
  /** Decimal amount in `currency`; null = the ad shows no price; absent = the price is not judged. */
  price: z.number().nonnegative().max(1e13).nullish(),
  currency: z.string().nullish(),
});

export interface ClassifyStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** Judges every line of `input`; resolves to how many lines could not be read as an ad (each is answered with an error). */
export async function classifyLines(classifier: Classifier, { input, output }: ClassifyStreams): Promise<number> {
  let malformed = 0;
  const answer = (text: string, line: number): string => {
    const read = readAd(text);
    if (typeof read === 'string') {
      malformed += 1;
      return `${JSON.stringify({ error: { code: 'INVALID_INPUT', message: read }, line })}\n`;
    }
    const { title, description, price, currency } = read;
    const verdict = classifier.classify({
      title,
      description: description ?? undefined,
      priceMinor: price === undefined || price === null ? price : Math.round(price * 100),
      currency: currency ?? 'EUR',
    });
    return `${JSON.stringify(verdictJson(verdict))}\n`;
  };
  await pipeline(
    input,
    async function* (chunks: AsyncIterable<Buffer | string>) {
      let line = 0;
      let out = '';
      for await (const text of linesOf(chunks)) {
        line += 1;
        if (text.trim() !== '') out += answer(text, line);
        if (out.length < CHUNK) continue;
        yield out;
        out = '';
      }
      yield out;
    },
    output,
    { end: false },
  );
  return malformed;
}

/** The ad on a line, or what is wrong with it. */
function readAd(text: string): z.infer<typeof Ad> | string {
  if (text.length > LINE_LIMIT) return `longer than ${LINE_LIMIT} characters`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (err) {
    return err instanceof Error ? err.message : String(err);
  }
  const read = Ad.safeParse(json);
  return read.success ? read.data : z.prettifyError(read.error);
}

/** Cuts chunks into lines. Of a line beyond the limit only so much is kept as shows that it is too long. */
async function* linesOf(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    for (const [index, part] of parts.entries()) {
      if (rest.length <= LINE_LIMIT) rest += part;
      if (index === parts.length - 1) break;
      yield rest;
      rest = '';
    }
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

/** The sub-command; it sets the exit status when a line was malformed. */
export function classifyCommand(streams: ClassifyStreams = { input: process.stdin, output: process.stdout }): Command {
  return new Command('classify')
    .description(
      'judge ads: JSON lines {title, description?, price?, currency?} on stdin, JSON lines with the verdict on stdout',
    )
    .addHelpText(
      'after',
      `
price is a decimal amount in currency (default EUR); null means the ad shows none; left out, it is not judged.
A line that is no ad is answered in its place with {"error":{"code","message"},"line"}, and the exit status is ${ExitStatus.failure}.

Example:
  echo '{"title":"RTX 3060 12GB Ventus","price":210}' | gpu-tracker classify`,
    )
    .action(async () => {
      try {
        if ((await classifyLines(createClassifier(), streams)) > 0) process.exitCode = ExitStatus.failure;
      } catch (err) {
        // The reader went away ("| head"): nobody is left to answer.
        if (!(err instanceof Error && 'code' in err && err.code === 'EPIPE')) throw err;
      }
    });
}
