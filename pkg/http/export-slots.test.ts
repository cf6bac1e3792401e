import { expect, test } from '@jest/globals';
import { ExportSlots, MOST_EXPORTS } from './export-slots.js';
import { OverloadedError } from './problems.js';

test('as many run at once as there are slots; one more is refused until one has ended, well or not', async () => {
  const slots = new ExportSlots();
  const ends: ((err?: Error) => void)[] = [];
  const running = Array.from({ length: MOST_EXPORTS }, () =>
    slots.take(() => new Promise<void>((resolve, reject) => ends.push((err) => (err ? reject(err) : resolve())))),
  );
  await expect(slots.take(() => Promise.resolve())).rejects.toThrow(OverloadedError);
  ends[0]!(new Error('the client is gone'));
  await expect(running[0]).rejects.toThrow('the client is gone');
  await expect(slots.take(() => Promise.resolve('done'))).resolves.toBe('done');
  ends[1]!();
  await running[1];
});
