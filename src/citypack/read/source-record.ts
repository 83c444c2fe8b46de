/**
 * The shape of a record as its format has it: flat [x, y, ...] in the input's own coordinate system, rings closed or not, in
 * any direction. Heights of vertices are left out; `empty`: the record has no geometry, or one without any vertex.
 */
export type SourceGeometry =
	| { readonly kind: 'area'; readonly polygons: readonly (readonly Float64Array[])[] }
	| { readonly kind: 'line'; readonly lines: readonly Float64Array[] }
	| { readonly kind: 'point'; readonly points: readonly Float64Array[] }
	| { readonly kind: 'empty' };

/** One record as a format's reader yields it: nothing interpreted, nothing converted. Takers turn it into what it means. */
export interface SourceRecord {
	/** The format's own id of the record (GeoJSON `id`, CityJSON key); null where the format or the record has none. */
	readonly id: string | null;
	/** 1-based number of the record in its input. Together with InputFormat.unit: 'line 12', 'feature 12'. */
	readonly number: number;
	/** Attributes by the input's own field names; a value may be of any JSON type, or bigint or Date. */
	readonly properties: Readonly<Record<string, unknown>>;
	readonly geometry: SourceGeometry;
}

/** A record that cannot be read at all (JSON that ends, a row whose WKB is damaged); told as a reject, and reading goes on. */
export interface BadRecord {
	readonly number: number;
	/** Code, e.g. 'record/bad-json'. */
	readonly reason: string;
	readonly detail: string;
}

/** Where a reader hands its records; called in the input's order. */
export interface RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
}

/** A piece of an input that can be read by itself in another thread: plain data for postMessage. */
export type InputPart =
	/** Whole lines of an input of JSON lines. */
	| { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly firstNumber: number }
	/** Rows [from, to) of a table file that each thread opens itself. */
	| { readonly kind: 'rows'; readonly from: number; readonly to: number; readonly firstNumber: number };

/** An input of one file, opened: its header is read, its records are not. */
export interface OpenInput {
	/** 'feature', 'line', 'row' ...: what `number` counts. */
	readonly unit: string;
	/** The coordinate system that the file itself names, as parseCrs takes it, and where it says so; null = it names none. */
	readonly crs: { readonly name: string; readonly evidence: string } | null;
	/** Records by the header; null = not known before the end. */
	readonly count: number | null;
	/** Field names by the header; null = records bring their own. */
	readonly fields: readonly string[] | null;
	/**
	 * Hands every record to the sink, in order. `onProgress` gets bytes or rows done and their total (0 = not known).
	 * @throws DataError where the file itself does not hold together (`input/truncated`, `input/damaged`, ...): nothing of it counts
	 */
	readAll(
		sink: RecordSink,
		options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
	): Promise<void>;
	/** Present where the input can be read in pieces by several threads; the pieces together are the input, in order. */
	readonly parts?: (options: {
		signal?: AbortSignal;
		onProgress?: (done: number, total: number) => void;
	}) => AsyncIterable<InputPart>;
	/** Reads one piece of `parts`. */
	readonly readPart?: (part: InputPart, sink: RecordSink) => Promise<void>;
	close(): Promise<void>;
}

/** A format of single-layer inputs. One file per format in `formats/`, listed in `open-input.ts`. */
export interface InputFormat {
	/** As shown: 'GeoJSON', 'FlatGeobuf', 'Shapefile' ... */
	readonly name: string;
	/** Whether a path is of this format, by its name (or what the folder holds); contents are looked at in `open`. */
	matches(path: string): boolean;
	/** @throws DataError `input/...` when the file is not what its name says */
	open(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput>;
}
