import { z } from 'zod';
import { aerialSchema } from './alert/aerial.ts';
import { exposureSchema } from './alert/exposures.ts';
import { forceSchema } from './alert/force.ts';
import { heightsSchema } from './alert/heights.ts';
import { separationSchema, targetSideSchema } from './alert/sides.ts';
import { PLAIN_SITUATION, situationSchema } from './alert/situation.ts';
import { supplySchema } from './alert/supply.ts';
import { zonesSchema } from './alert/zones.ts';
import { buildingStructureSchema, buildingUseSchema, sourcedSchema } from './building.ts';
import {
	noRouteReasonSchema,
	refusedRouteSchema,
	routeLimitSchema,
	routeStepSchema,
	routeStopSchema,
} from './route.ts';
import { stationKindSchema } from './station.ts';
import { waterKindSchema, waterStateSchema } from './water.ts';

export const severitySchema = z.enum(['life', 'attention', 'unknown', 'note', 'satisfied']);

/** What a rule has to say: codes and params travel, the app speaks. See analysis/alert/RULES.md for the ids. */
const findingSchema = z.object({
	ruleId: z.string(),
	severity: severitySchema,
	code: z.string(),
	params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
	/** Ids or coordinates that show it. */
	evidence: z.array(z.string()),
	basis: z.object({ source: z.string(), version: z.string(), observedAtMs: z.number().nullable() }),
});
export type Finding = z.infer<typeof findingSchema>;

const position = z.tuple([z.number(), z.number()]);
/** Rings as in Building.polygons. */
const polygons = z.array(z.array(z.array(position)));

/** Facts of one building, with `sources[key]` for every number. */
const targetSchema = z.object({
	id: z.string(),
	fid: z.number().int(),
	name: z.string().nullable(),
	address: z.string().nullable(),
	footprintM2: z.number(),
	perimeterM: z.number(),
	heightM: z.number().nullable(),
	floors: z.number().int().nullable(),
	floorsBelow: z.number().int().nullable(),
	structure: buildingStructureSchema.nullable(),
	use: buildingUseSchema.nullable(),
	year: z.number().int().nullable(),
	/** GB 50016 table 5.1.1: 'single-multi' | 'high-2' | 'high-1' | 'super-high' | 'high-factory'; null = cannot be told. */
	codeClass: z.string().nullable(),
	/** 耐火等级 1-4 that the structure lets expect; null = cannot be told. */
	fireGrade: z.number().int().min(1).max(4).nullable().default(null),
	/** People registered there. */
	residents: z.number().int().nullable().default(null),
	/** Floors on which GB 50016 lets expect a refuge (避难层); empty = it needs none; null = cannot be told. */
	refugeFloors: z.array(z.number().int()).nullable().default(null),
	/** The key unit (重点单位) that it is; null = none on file. */
	keyUnit: z
		.object({ id: z.string(), name: z.string(), nameEn: z.string().nullable(), category: z.number().int().nullable() })
		.nullable()
		.default(null),
	/** Sides of its outer wall, the longest first and then counter-clockwise. */
	sides: z.array(targetSideSchema).default([]),
	polygons,
	/** 'inside': the point lies in it; 'near': offered, `distanceM` away. */
	match: z.enum(['inside', 'near']),
	/** Metres from the alarm point to the wall; 0 inside. */
	distanceM: z.number(),
	sources: z.record(z.string(), sourcedSchema),
});

const neighbourSchema = z.object({
	id: z.string(),
	fid: z.number().int(),
	name: z.string().nullable(),
	/** Wall to wall, metres in plan; 0 = they touch or overlap. */
	gapM: z.number(),
	/** From the target's wall to the neighbour's, along the gap; of the centroids where they touch. */
	bearingDeg: z.number(),
	/** The two wall points the gap is measured between, [lon, lat], of the nearest twelve; null = of the others, which no map draws. */
	gapLine: z.tuple([position, position]).nullable().default(null),
	heightM: z.number().nullable(),
	heightBasis: z.string(),
	/** Key of the source that says its height; null in older records. */
	heightSource: z.string().nullable().default(null),
	footprintM2: z.number(),
	use: buildingUseSchema.nullable(),
	/** Length over which its walls face the target's, metres; null = no target, and in older records. */
	facingLengthM: z.number().nullable().default(null),
	/** null = no target, farther than every distance of the tables, and in older records. */
	separation: separationSchema.nullable().default(null),
	polygons,
});

const waterInReachSchema = z.object({
	id: z.string(),
	kind: waterKindSchema,
	state: waterStateSchema,
	lon: z.number(),
	lat: z.number(),
	/** Straight line from the target's wall (from the point where there is no target), metres. */
	distanceM: z.number(),
	flowLps: z.number().nullable(),
	testedOn: z.string().nullable(),
	source: z.string(),
});

/** Limits of assessments recorded before they said so much. */
const recordedLimitSchema = routeLimitSchema.extend({
	needed: routeLimitSchema.shape.needed.default(null),
	verdict: routeLimitSchema.shape.verdict.default('passed'),
	roadNameEn: routeLimitSchema.shape.roadNameEn.default(null),
	closureId: routeLimitSchema.shape.closureId.default(null),
	geometry: routeLimitSchema.shape.geometry.default(null),
});

const stationRouteSchema = z.object({
	id: z.string(),
	name: z.string().nullable(),
	nameEn: z.string().nullable(),
	kind: stationKindSchema,
	lon: z.number(),
	lat: z.number(),
	/** Along the road; null = no route for this vehicle. */
	distanceM: z.number().nullable(),
	/** Turnout + travel, seconds; null = no route. */
	arrivalS: z.number().nullable(),
	travelS: z.number().nullable(),
	/** [lon, lat] of the route from the station to where the vehicle stops; null = no route. */
	geometry: z.array(position).nullable(),
	/** Limits passed; without a route, those that stand in the way. */
	limits: z.array(recordedLimitSchema),
	/** Empty without a route. */
	steps: z.array(routeStepSchema).default([]),
	/** Where the vehicle stops; null without a route, and in older records. */
	stop: routeStopSchema.nullable().default(null),
	/** A faster way refused to the vehicle or closed; without a route the one of the least violation. */
	refused: refusedRouteSchema.nullable().default(null),
	/** Why there is no route; null where there is one. */
	reason: noRouteReasonSchema.nullable().default(null),
	/** Number of vehicles on file; null = the source lists none. */
	vehicleCount: z.number().int().nullable(),
	/** The station's own vehicle that this was reckoned for; null = the default one: its vehicles are unknown. Older records: null. */
	vehicle: z.object({ id: z.string(), plate: z.string(), model: z.string() }).nullable().default(null),
});

/** The whole alert assessment of one place: what the card shows and `fengtu assess --json` prints. */
export const assessmentSchema = z.object({
	at: z.object({ lon: z.number(), lat: z.number() }),
	/** 'outside-city': the point is beyond the pack's bounds; then the lists are empty. */
	place: z.enum(['inside-city', 'outside-city']),
	packVersion: z.string(),
	synthetic: z.boolean(),
	/** null: no building at the point and none within 50 m. */
	target: targetSchema.nullable(),
	/** Other buildings the point could mean, nearest first, when match is 'near' or target null: within 50 m. */
	candidates: z.array(
		z.object({
			id: z.string(),
			fid: z.number().int(),
			name: z.string().nullable(),
			distanceM: z.number(),
			lon: z.number(),
			lat: z.number(),
		}),
	),
	/** Within 100 m, nearest first. */
	surroundings: z.array(neighbourSchema),
	/** Within 300 m, nearest first. */
	water: z.array(waterInReachSchema),
	/** Up to three by arrival time, then those without a route. */
	stations: z.array(stationRouteSchema),
	/** What was known or supposed beyond the place. */
	situation: situationSchema.default(PLAIN_SITUATION),
	/** Neighbours by rank; null = no target, or the part failed. The same holds for what follows; older records have none of it. */
	exposures: z.array(exposureSchema).nullable().default(null),
	aerial: aerialSchema.nullable().default(null),
	supply: supplySchema.nullable().default(null),
	zones: zonesSchema.nullable().default(null),
	heights: heightsSchema.nullable().default(null),
	force: forceSchema.nullable().default(null),
	findings: z.array(findingSchema),
	/** Milliseconds the computation took, by stage, measured by the caller. */
	timingsMs: z.record(z.string(), z.number()),
});
export type Assessment = z.infer<typeof assessmentSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Neighbour = z.infer<typeof neighbourSchema>;
export type WaterInReach = z.infer<typeof waterInReachSchema>;
export type StationRoute = z.infer<typeof stationRouteSchema>;
