export declare const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
export declare const OWNER: Readonly<Record<string, string>>;
export declare const SHARED: Readonly<Record<string, readonly string[]>>;
export declare const REACHES_OUTSIDE: Readonly<Record<string, readonly string[]>>;
export declare const NEVER: readonly string[];
