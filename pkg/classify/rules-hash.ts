/** Written by `npm run rules`: the hash of the sources that verdicts follow from. */
export const RULES_HASH = '81e5e813';
