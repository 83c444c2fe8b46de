import { z } from 'zod';

/** A data set that went into the pack. Numbers name it by `key`. */
export const packSourceSchema = z.object({
	key: z.string(),
	title: z.string(),
	licence: z.string().nullable(),
	/** ISO date of the data; null when the source gives none. */
	date: z.string().nullable(),
	/** e.g. 'EPSG:4326'. */
	crs: z.string(),
	/** How the CRS is known: 'file header', '--crs option', 'format definition (OSM)'. */
	crsEvidence: z.string(),
	synthetic: z.boolean(),
	read: z.number().int(),
	kept: z.number().int(),
	repaired: z.number().int(),
	refused: z.number().int(),
});
export type PackSource = z.infer<typeof packSourceSchema>;

export const packFileSchema = z.object({
	/** Path inside the pack; the tiles are listed as one entry `tiles/<version>/` whose sha256 covers its sorted file hashes. */
	name: z.string(),
	bytes: z.number().int(),
	sha256: z.string(),
	/** Number of files, where `name` is a folder. */
	files: z.number().int().optional(),
});

/** pack.json: what lies in a city pack and where it came from. */
export const packManifestSchema = z.object({
	format: z.literal('fengtu-pack/1'),
	name: z.string(),
	/** First 12 hex digits of the hash over all files: the same bytes, the same version. */
	version: z.string(),
	/** Any part of it made up: shown on screen, in prints and in API answers. */
	synthetic: z.boolean(),
	/** [west, south, east, north], WGS84. */
	bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
	counts: z.object({
		buildings: z.number().int(),
		roads: z.number().int(),
		water: z.number().int(),
		stations: z.number().int(),
		places: z.number().int(),
		tiles: z.number().int(),
		/** Levels of detail: how many buildings' heights are known, estimated, unknown. */
		heightKnown: z.number().int(),
		heightEstimated: z.number().int(),
		heightUnknown: z.number().int(),
	}),
	/** Path of tileset.json inside the pack. */
	tileset: z.string(),
	sources: z.array(packSourceSchema),
	files: z.array(packFileSchema),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** Names of the files of a pack; `tiles/<version>/` aside. */
export const PACK_FILES = {
	manifest: 'pack.json',
	buildings: 'buildings.fgb',
	/** Sorted hash of building id -> fid, see building-ids.ts. */
	buildingIds: 'buildings.ids',
	/** Street and house number -> fid, see address-index.ts. */
	addresses: 'addresses.idx',
	roads: 'roads.fgb',
	roadGraph: 'roads.graph',
	water: 'water.fgb',
	stations: 'stations.fgb',
	places: 'places.fgb',
	basemap: 'basemap.pmtiles',
	rejects: 'rejects.ndjson',
} as const;
