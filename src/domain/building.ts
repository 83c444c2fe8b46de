import { z } from 'zod';
import type { PolygonRings } from './geo/lon-lat.ts';

/** What a building is mainly used for. The index is the code in the 3D Tiles; never reorder, only append. */
export const BUILDING_USES = [
	'unknown',
	'residential',
	'urban-village',
	'commercial',
	'office',
	'public',
	'factory',
	'warehouse',
	'other',
] as const;
export const buildingUseSchema = z.enum(BUILDING_USES);
export type BuildingUse = z.infer<typeof buildingUseSchema>;

/** Load-bearing structure. The index is the code in the 3D Tiles; never reorder, only append. */
export const BUILDING_STRUCTURES = [
	'unknown',
	'rc-frame', // 钢筋混凝土框架
	'rc-shear-wall', // 钢筋混凝土剪力墙 / 框剪
	'rc-tube', // 框架-核心筒
	'masonry', // 砖混
	'brick-timber', // 砖木
	'steel', // 钢结构
	'portal-steel', // 门式刚架 (轻钢厂房)
	'shed', // 简易 / 棚
] as const;
export const buildingStructureSchema = z.enum(BUILDING_STRUCTURES);
export type BuildingStructure = z.infer<typeof buildingStructureSchema>;

/**
 * How a value came about, as shown beside every number: measured 测, registered 册, computed 算, norm 规,
 * estimated 估, said 报, unknown. "estimated" heights are floors times a storey height, never invented.
 */
export const BASES = ['unknown', 'measured', 'registered', 'computed', 'norm', 'estimated', 'said'] as const;
export const basisSchema = z.enum(BASES);
export type Basis = z.infer<typeof basisSchema>;

/** Where a value comes from: its basis, the key of a source in pack.json, and the source's own date. */
export const sourcedSchema = z.object({
	basis: basisSchema,
	/** Key of an entry in `PackManifest.sources`, or 'fengtu' for what we computed. */
	source: z.string(),
	/** ISO date of the source's data; null when the source gives none. */
	date: z.string().nullable(),
	/** Why it is unknown or how it was estimated, as a code: 'no-floor-count', 'floors-x-storey-height' ... */
	note: z.string().nullable(),
	/** What other sources say that contradicts it; absent = nobody does. */
	others: z.array(z.object({ value: z.union([z.number(), z.string()]), source: z.string() })).optional(),
	/** The rule of analysis/alert/RULES.md that made it; absent = read from a source, or a plain measure. */
	ruleId: z.string().optional(),
	/** What went into it, by name with its unit (`heightM`); null = unknown. */
	inputs: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).optional(),
	/** Ids of the assumptions of the service's table that went into it. */
	assumptions: z.array(z.string()).optional(),
});
export type Sourced = z.infer<typeof sourcedSchema>;

/** Fields of a building on which several sources may speak. */
export const STATED_FIELDS = [
	'height_m',
	'floors',
	'floors_below',
	'structure',
	'use',
	'year',
	'residents',
	'name',
] as const;

/**
 * What a source other than the building's own says of one field, or what the building's own says where another one was
 * believed. `used`: this is the value the building carries; of two that contradict one another exactly one is used.
 */
export const buildingStatementSchema = z.object({
	field: z.enum(STATED_FIELDS),
	value: z.union([z.number(), z.string()]),
	/** Key of an entry in `PackManifest.sources`. */
	source: z.string(),
	used: z.boolean(),
});
export type BuildingStatement = z.infer<typeof buildingStatementSchema>;

/** One building as read back from buildings.fgb. Heights are metres above the ground at the building. */
export interface Building {
	/** Number of the building, unique within one pack version (pack/building-pages.ts). It is `fid` in the 3D Tiles. */
	readonly fid: number;
	/** The source's own id: 'way/123', 'relation/9', '441900004-000123'. */
	readonly id: string;
	readonly name: string | null;
	readonly street: string | null;
	readonly houseNumber: string | null;
	readonly town: string | null;
	/** One or more polygons; rings unclosed, outer counter-clockwise, holes clockwise. */
	readonly polygons: readonly PolygonRings[];
	/** Roof above ground; null = unknown. */
	readonly heightM: number | null;
	readonly heightBasis: Basis;
	/** Underside above ground (a bridge building); null = stands on the ground. */
	readonly minHeightM: number | null;
	readonly floors: number | null;
	readonly floorsBelow: number | null;
	readonly structure: BuildingStructure;
	readonly use: BuildingUse;
	readonly year: number | null;
	/** People registered there. */
	readonly residents: number | null;
	/** Ground at the building above the terrain's zero; null = the pack has no terrain there. */
	readonly groundM: number | null;
	/** Key of an entry in `PackManifest.sources`. */
	readonly source: string;
	/** The source's remaining attributes, as text. */
	readonly tags: Readonly<Record<string, string>>;
	/** Empty: only the building's own source spoke. */
	readonly statements: readonly BuildingStatement[];
}

/** Height drawn for a building whose height is unknown, in metres. It is marked by hatch and dotted edge, never told as a number. */
export const UNKNOWN_HEIGHT_DRAWN_M = 3;

/**
 * Storey height assumed when only floors are known, in metres.
 * Residential 3.0: GB 55038-2025 (new homes >= 3.00 m). Others: assumption, not sourced (fire-facts 1.1 [K]).
 */
export const STOREY_HEIGHT_M: Readonly<Record<BuildingUse, { heightM: number; verified: boolean }>> = {
	unknown: { heightM: 3.0, verified: false },
	residential: { heightM: 3.0, verified: true },
	'urban-village': { heightM: 3.0, verified: false },
	commercial: { heightM: 5.0, verified: false },
	office: { heightM: 4.0, verified: false },
	public: { heightM: 3.9, verified: false },
	factory: { heightM: 5.0, verified: false },
	warehouse: { heightM: 6.0, verified: false },
	other: { heightM: 3.3, verified: false },
};
