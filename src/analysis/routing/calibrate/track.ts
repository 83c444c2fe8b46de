/** Where a vehicle was at a time; WGS84. */
export interface Fix {
	readonly atMs: number;
	readonly lon: number;
	readonly lat: number;
}

/** A recorded drive, fixes by time. */
export interface Track {
	readonly id: string;
	readonly fixes: readonly Fix[];
}
