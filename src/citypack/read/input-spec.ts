/** What an input holds: an OSM file or a fengtu folder holds everything, the others one kind each. */
export const INPUT_KINDS = ['buildings', 'roads', 'turns', 'signals', 'water', 'stations', 'towns'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/**
 * One input of a build as the caller names it. On the command line: `[KIND=]PATH[,crs=C][,name=N][,date=D][,licence=L]
 * [,encoding=E][,map=FILE]`; a PATH that exists as it stands is taken as it stands.
 */
export interface InputSpec {
	readonly path: string;
	/** Absent: told by the geometry and the fields, and printed. */
	readonly kind?: InputKind;
	/** As parseCrs takes it; wins over what the file says. */
	readonly crs?: string;
	/** Key of the source in the pack; default: the file's name without its extension. */
	readonly name?: string;
	/** ISO date of the data. */
	readonly date?: string;
	readonly licence?: string;
	/** Text encoding of formats that do not say (DBF, CSV): 'gbk', 'utf-8', 'shift_jis' ... */
	readonly encoding?: string;
	/** JSON file that says which field is what; see field-map.ts. */
	readonly map?: string;
}
