import { expect, test } from '@jest/globals';
import { loadCatalog } from '../../catalog/index.js';
import { loadFragment } from './load-fragment.js';
import { faultText } from './watch-file-fault.js';

const load = (text: string, channels?: string[]) => loadFragment(text, { catalog: loadCatalog(), channels });
const faultsOf = (text: string, channels?: string[]): string[] => {
  const read = load(text, channels);
  return 'faults' in read ? read.faults.map((fault) => faultText('-', fault)) : [];
};
const names = (text: string): string[] => {
  const read = load(text);
  return 'watches' in read ? read.watches.map(({ spec }) => spec.name) : [];
};

test('one watch, or a list of them, over any channel where none is known', () => {
  expect(names('name: a\nwhen: deal\nnotify: [x]\n')).toEqual(['a']);
  expect(names('- { name: a, when: deal, notify: [x] }\n- { name: b, when: offer, notify: [y] }\n')).toEqual([
    'a',
    'b',
  ]);
  expect(names('[]')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['nothing', '', ['-:1:1: must be a mapping']],
  ['a whole file', 'watches: []\nname: a\nwhen: deal\nnotify: [phone]\n', ['-:1:1: watches: is no field here']],
  [
    'a channel that is not known',
    'name: a\nwhen: deal\nnotify: [phoen]\n',
    ['-:3:10: notify[0]: there is no channel called "phoen"; did you mean "phone"?'],
  ],
  [
    'a name twice',
    '- &a { name: a, when: deal, notify: [phone] }\n- *a\n',
    ['-:1:14: [1].name: [0] is called "a" too'],
  ],
  [
    'a value from the environment',
    'name: ${HOME}\nwhen: deal\nnotify: [phone]\n',
    ['-:1:7: ${HOME}: only values of channels come from the environment: watches and names are stored and shown'],
  ],
  [
    'an unknown card in a list',
    '- { name: a, when: deal, notify: [phone], select: { models: [RTX 9] } }\n',
    ['-:1:62: [0].select.models[0]: the catalogue has no card called "RTX 9"'],
  ],
])('%s is told with its place', (_what, text, faults) => {
  expect(faultsOf(text, ['phone'])).toEqual(faults);
});
