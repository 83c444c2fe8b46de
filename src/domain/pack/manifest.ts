import { z } from 'zod';

/** What a source brought; 'city' = a whole city (OpenStreetMap, fengtu generate), 'attributes' = a table joined to buildings. */
const SOURCE_KINDS = [
	'city',
	'buildings',
	'water',
	'stations',
	'towns',
	'roads',
	'turns',
	'signals',
	'attributes',
	'terrain',
] as const;

/** A data set that went into the pack. Numbers name it by `key`. */
export const packSourceSchema = z.object({
	key: z.string(),
	title: z.string(),
	kind: z.enum(SOURCE_KINDS).default('city'),
	/** 'GeoJSON', 'OpenStreetMap PBF' ...; null = not told. */
	format: z.string().nullable().default(null),
	licence: z.string().nullable(),
	/** ISO date of the data; null when the source gives none. */
	date: z.string().nullable(),
	/** e.g. 'EPSG:4326'. */
	crs: z.string(),
	/** How the CRS is known: 'file header', '--crs option', 'format definition (OSM)'. */
	crsEvidence: z.string(),
	synthetic: z.boolean(),
	/** Records of the source's kind; of a city its buildings. read = kept + refused; repaired are among the kept. */
	read: z.number().int(),
	kept: z.number().int(),
	repaired: z.number().int(),
	refused: z.number().int(),
});
export type PackSource = z.infer<typeof packSourceSchema>;

/** Something about the inputs of a pack that a person should look at, though it was built. */
const packWarningSchema = z.object({
	/** `area/what`. */
	code: z.string(),
	/** Key of a source; null = of several, or of none. */
	source: z.string().nullable(),
	message: z.string(),
});
export type PackWarning = z.infer<typeof packWarningSchema>;

const packFileSchema = z.object({
	/** Path inside the pack; the tiles are listed as one entry `tiles/<version>/` whose sha256 covers its sorted file hashes. */
	name: z.string(),
	bytes: z.number().int(),
	sha256: z.string(),
	/** Number of files, where `name` is a folder. */
	files: z.number().int().optional(),
});

/** The terrain of a pack: ground.grid and the meshes made of it. */
const packTerrainSchema = z.object({
	/** Folder of layer.json inside the pack, ends with '/'. */
	path: z.string(),
	/** Lowest and highest known ground, metres above the elevation model's zero. */
	minM: z.number(),
	maxM: z.number(),
	/** Of the city's bounds, how much has a known height: 0 to 1. */
	coveredShare: z.number(),
	/** Keys of the elevation models in `sources`; where several know a place, the first is taken. */
	sources: z.array(z.string()),
});
export type PackTerrain = z.infer<typeof packTerrainSchema>;

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
	/** The ground, where an elevation model was given; without it everything stands on the ellipsoid. */
	terrain: packTerrainSchema.optional(),
	sources: z.array(packSourceSchema),
	warnings: z.array(packWarningSchema).default([]),
	files: z.array(packFileSchema),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** Names of the files of a pack; `tiles/<version>/` and `terrain/<version>/` aside. */
export const PACK_FILES = {
	manifest: 'pack.json',
	buildings: 'buildings.fgb',
	/** The grid of the city and the first building of each page: fid <-> ordinal, see building-pages.ts. */
	buildingPages: 'buildings.pages',
	/** The buildings as numbers, one section a question, see building-columns.ts. */
	buildingColumns: 'buildings.columns',
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
	/** Heights of the ground, where the pack has terrain; see ground-grid.ts. */
	ground: 'ground.grid',
} as const;
