/** Types of rules-hash.mjs, which the build runs before there is anything to run TypeScript with. */
export function rulesHash(): string;
export function rulesHashFile(): string;
export function writeRulesHash(): void;
