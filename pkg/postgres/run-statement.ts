/** Runs one statement on the connection of a snapshot, timed under the name of the operation; rows as arrays or as objects. */
export type RunStatement = <R>(op: string, sql: string, values: readonly unknown[], asArrays: boolean) => Promise<R[]>;
