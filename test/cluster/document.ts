/** The blocks of commands in the documents, to be executed as they are printed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * The `at`-th block of a language below the heading that has these words.
 * @param language of the block. @default sh
 * @throws when there is none: a procedure that was moved must be executed where it is now
 */
export function blockOf(document: string, heading: string, at = 0, language = 'sh'): string {
  const text = readFileSync(join(root, document), 'utf8');
  const section = new RegExp(`^(#+) ${escape(heading)}\\n([^]*?)(?=^#{1,6} |(?![^]))`, 'm').exec(text)?.[2];
  const block = [...(section ?? '').matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))][at]?.[1];
  if (block === undefined) throw new Error(`${document} has no ${language} block ${at} under "${heading}"`);
  return block;
}

/** Heading and number below it of every shell block of a document. */
export function blocksOf(document: string): { readonly heading: string; readonly at: number }[] {
  const text = readFileSync(join(root, document), 'utf8');
  return text.split(/^#+ /m).flatMap((section) => {
    const heading = section.split('\n')[0] ?? '';
    return [...section.matchAll(/^```sh$/gm)].map((_, at) => ({ heading, at }));
  });
}

/** Every shell block of a document, and the commands in its text: `kubectl ...`. */
export function commandsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const inline = [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/`(kubectl -n \$NS [^`]+)`/g)].map(
    ([, one = '']) => one,
  );
  return [...blocks, ...inline];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
