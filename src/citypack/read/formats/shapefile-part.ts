/** One file of a shapefile, on the disk or in a zip. */
export interface ShapefilePart {
	readonly name: string;
	readonly size: number;
	/** Its bytes from the start; may be called again. @throws DataError while reading, where a zip is damaged */
	stream(): AsyncIterable<Buffer>;
	readAll(): Promise<Buffer>;
}
