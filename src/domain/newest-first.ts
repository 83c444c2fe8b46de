/** What a record of the server says of itself. */
interface Created {
	readonly id: string;
	readonly createdAtMs: number;
}

/** Order of records for `sort`: newest first, of two of one moment the one with the later id. */
export function newestFirst(a: Created, b: Created): number {
	return b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1);
}
