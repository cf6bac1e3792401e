import { expect, test } from '@jest/globals';
import { anAccepted, aRawAd, RULES } from '../listing/testing/builders.js';
import { Judge } from './judge.js';

const MAX_REMEMBERED = 20_000;

function setUp() {
  const judged: string[] = [];
  const judge = new Judge({
    rulesVersion: RULES,
    classify: ({ title }) => {
      judged.push(title);
      return anAccepted();
    },
  });
  return { judged, say: (title: string) => judge.judge(aRawAd({ title })) };
}

test('the same content is judged once, another one anew', () => {
  const { judged, say } = setUp();
  expect(say('RTX 3060')).toEqual(say('RTX 3060'));
  say('RTX 3070');
  expect(judged).toEqual(['RTX 3060', 'RTX 3070']);
});

test('as many as are remembered are judged once; one more makes the oldest make room, and no other', () => {
  const { judged, say } = setUp();
  for (let ad = 0; ad < MAX_REMEMBERED; ad += 1) say(`RTX ${ad}`);
  say('RTX 0');
  expect(judged).toHaveLength(MAX_REMEMBERED);
  say('one more');
  judged.length = 0;
  for (const title of ['RTX 1', 'one more', 'RTX 0']) say(title);
  expect(judged).toEqual(['RTX 0']);
});
