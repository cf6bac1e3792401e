/** Written by `npm run rules`: the hash of the sources that verdicts follow from. */
export const RULES_HASH = '77b4a84f';
