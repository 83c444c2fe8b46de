import { z } from 'zod';
import { roadClassSchema } from './road.ts';
import { vehicleProfileSchema } from './vehicle.ts';

const lonLat = z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
const position = z.tuple([z.number(), z.number()]);

/**
 * What a vehicle on a call may do that others may not. Defaults are those of a fire engine on duty: 道路交通安全法 art. 53 frees it of
 * route, direction, speed and signals where it is safe. Contraflow is off all the same: nobody clears the other lane for it.
 */
export const routeExemptionsSchema = z.object({
	/** Drive on bus roads. */
	busRoads: z.boolean().default(true),
	/** Enter private and restricted roads. */
	restrictedAccess: z.boolean().default(true),
	/** Open gates, at the cost of the travel table's `gateS`. */
	gates: z.boolean().default(true),
	/** Drive where a sign keeps goods vehicles out. */
	hgvBans: z.boolean().default(true),
	/** Drive against one-way roads, at the travel table's share of speed. */
	contraflow: z.boolean().default(false),
	/** Make turns that signs forbid; those that except emergency vehicles are free with `restrictedAccess`. */
	turnRestrictions: z.boolean().default(false),
});
export type RouteExemptions = z.infer<typeof routeExemptionsSchema>;
/** Of a fire engine on a call: the defaults. */
export const FIRE_ENGINE_EXEMPTIONS: RouteExemptions = routeExemptionsSchema.parse({});
/** Sides of a building as one names them. */
export const buildingSideSchema = z.enum(['north', 'east', 'south', 'west']);
export type BuildingSide = z.infer<typeof buildingSideSchema>;

/** What every question about ways says. `departAtMs` is when the vehicle leaves: it decides the time of day and which closures hold. */
const wayQuerySchema = z.object({
	vehicle: vehicleProfileSchema.nullable().default(null),
	exemptions: routeExemptionsSchema.default(FIRE_ENGINE_EXEMPTIONS),
	departAtMs: z.number(),
});

/** How does a vehicle drive from one place to another? */
export const routeQuerySchema = wayQuerySchema.extend({
	from: lonLat,
	to: lonLat,
	metric: z.enum(['time', 'distance']).default('time'),
	/** How many ways: the best, and others that share at most 60 % of their length with a better one. */
	count: z.number().int().min(1).max(3).default(1),
	/** Outline of the building the crew walks to, and which side of it; null = to the point. */
	building: z
		.object({ polygons: z.array(z.array(z.array(position))), side: buildingSideSchema.nullable() })
		.nullable()
		.default(null),
});
export type RouteQuery = z.output<typeof routeQuerySchema>;

/**
 * What stands in a way or is passed on it. Height, width, length m, weight t: signed. carriageway: m that are there. turn: the turning
 * radius (m) that the junction has room for. gate: seconds it costs. access, bus, hgv, oneway, turnBan: by a sign, limit 0. closed: by
 * something that stands there, limit 0. closure: by a commander's closure, limit = share of speed left.
 */
export const roadLimitKindSchema = z.enum([
	'height',
	'width',
	'weight',
	'length',
	'carriageway',
	'turn',
	'gate',
	'closed',
	'closure',
	'access',
	'bus',
	'hgv',
	'oneway',
	'turnBan',
]);
export type RoadLimitKind = z.infer<typeof roadLimitKindSchema>;

/** One of these at its place. */
export const routeLimitSchema = z.object({
	kind: roadLimitKindSchema,
	limit: z.number(),
	/** What the vehicle has or would need: metres, tonnes; null where there is no such number. */
	needed: z.number().nullable(),
	/** 'passed': driven under or over on this way. 'violated': would have to be broken. 'tight': passes by an estimated width only. */
	verdict: z.enum(['passed', 'violated', 'tight']),
	lon: z.number(),
	lat: z.number(),
	roadName: z.string().nullable(),
	roadNameEn: z.string().nullable(),
	/** With kind 'closure': its id. */
	closureId: z.string().nullable(),
	/** With kind 'turn': the line in over the junction and out, and the arc that would be needed; GeoJSON positions. */
	geometry: z.array(position).nullable(),
});
export type RouteLimit = z.infer<typeof routeLimitSchema>;

/** What a driver does to begin a step. */
export const turnDirectionSchema = z.enum([
	'depart',
	'straight',
	'slight-left',
	'left',
	'sharp-left',
	'slight-right',
	'right',
	'sharp-right',
	'u-turn',
	/** Into a roundabout; `exit` says which. */
	'roundabout',
	'arrive',
]);
export type TurnDirection = z.infer<typeof turnDirectionSchema>;

/** A stretch along one road, and the turn that begins it. */
export const routeStepSchema = z.object({
	turn: turnDirectionSchema,
	/** Exit of the roundabout, counted from 1; null elsewhere. */
	exit: z.number().int().nullable(),
	roadName: z.string().nullable(),
	roadNameEn: z.string().nullable(),
	roadClass: roadClassSchema,
	distanceM: z.number(),
	durationS: z.number(),
	/** Where the step begins. */
	lon: z.number(),
	lat: z.number(),
	/** First position of the step in the route's geometry. */
	from: z.number().int(),
});
export type RouteStep = z.infer<typeof routeStepSchema>;

/** Where the vehicle stops and what is left to walk. */
export const routeStopSchema = z.object({
	lon: z.number(),
	lat: z.number(),
	roadName: z.string().nullable(),
	roadNameEn: z.string().nullable(),
	/** Width of the carriageway there, m; and whether it is only the class's estimate. */
	carriagewayM: z.number(),
	carriagewayEstimated: z.boolean(),
	/** Whether the jacks can be set there; null = no jacks, or the width is not known. */
	jacksFit: z.boolean().nullable(),
	/** Side of the building it stops at; null = no building was given. */
	side: buildingSideSchema.nullable(),
	/** On foot from the stop to the side or the point, around the building, metres and line. */
	walkM: z.number(),
	walk: z.array(position),
});
export type RouteStop = z.infer<typeof routeStopSchema>;

/** A way that can be driven. */
const drivenRouteSchema = z.object({
	distanceM: z.number(),
	durationS: z.number(),
	/** [lon, lat], at least two. */
	geometry: z.array(position),
	/** Signed limits passed, gates, tight places; in order. */
	limits: z.array(routeLimitSchema),
	steps: z.array(routeStepSchema),
	stop: routeStopSchema,
	/** Straight from the place asked about to the road, metres. */
	startGapM: z.number(),
	endGapM: z.number(),
	/** Share of its length that a better way of this answer has too; 0 for the first. */
	sharedShare: z.number(),
});
export type DrivenRoute = z.infer<typeof drivenRouteSchema>;

/** A way that this vehicle may not take: what in it is refused. `fasterS`: seconds saved if it could; null = there is no way at all without it. */
export const refusedRouteSchema = z.object({
	distanceM: z.number(),
	durationS: z.number(),
	geometry: z.array(position),
	/** All 'violated', in order. */
	limits: z.array(routeLimitSchema),
	fasterS: z.number().nullable(),
});
export type RefusedRoute = z.infer<typeof refusedRouteSchema>;

/** Why there is no way. 'vehicle-limits': there is one for another vehicle; 'closures': there was one before the closures. */
export const noRouteReasonSchema = z.enum([
	'no-road-near-start',
	'no-road-near-end',
	'not-connected',
	'vehicle-limits',
	'closures',
]);
export type NoRouteReason = z.infer<typeof noRouteReasonSchema>;

/** The answer to a RouteQuery. */
export const routeAnswerSchema = z.object({
	found: z.boolean(),
	/** null when found. */
	reason: noRouteReasonSchema.nullable(),
	/** Best first; empty when not found. */
	routes: z.array(drivenRouteSchema),
	/** Found: a faster way refused to this vehicle or closed, when there is one. Not found: the way with the least violation. */
	refused: refusedRouteSchema.nullable(),
	/** Ids of the closures that held. */
	closures: z.array(z.string()),
});
export type RouteAnswer = z.infer<typeof routeAnswerSchema>;

/** Each kind that was never asked about is some 0.3 s of work on 450,000 edges. A city of 130 stations has fourteen. */
const MAX_FLEET_KINDS = 16;

/** Ways of several vehicles from their stations to one place: one search a kind of vehicle. */
export const fleetQuerySchema = wayQuerySchema.omit({ vehicle: true }).extend({
	to: lonLat,
	starts: z
		.array(lonLat.extend({ id: z.string(), vehicle: vehicleProfileSchema.nullable().default(null) }))
		.min(1)
		.max(500)
		.refine((starts) => new Set(starts.map(({ vehicle }) => JSON.stringify(vehicle))).size <= MAX_FLEET_KINDS, {
			message: `got more kinds of vehicle, expected at most ${MAX_FLEET_KINDS}`,
		}),
	/** How many to describe, by arrival; the others say only how long they take. */
	count: z.number().int().min(1).max(20).default(3),
	building: routeQuerySchema.shape.building,
});
export type FleetQuery = z.output<typeof fleetQuerySchema>;

/** The answer to a FleetQuery. */
export const fleetAnswerSchema = z.object({
	/** In the order of arrival, those without a way last. */
	ways: z.array(
		z.object({
			id: z.string(),
			/** Turnout and driving, seconds from the order; null = no way. */
			arrivalS: z.number().nullable(),
			travelS: z.number().nullable(),
			reason: noRouteReasonSchema.nullable(),
			/** null beyond the first `count`, and without a way. */
			route: drivenRouteSchema.nullable(),
			refused: refusedRouteSchema.nullable(),
		}),
	),
	closures: z.array(z.string()),
});
export type FleetAnswer = z.infer<typeof fleetAnswerSchema>;

/** What can be reached from a place (or can reach it) within some minutes. */
export const isochroneQuerySchema = wayQuerySchema.extend({
	at: lonLat,
	/** 'from': out of the place; 'to': into it. */
	direction: z.enum(['from', 'to']).default('from'),
	/** Ascending. */
	minutes: z.array(z.number().positive().max(120)).min(1).max(6),
});
export type IsochroneQuery = z.output<typeof isochroneQuerySchema>;

/** The answer to an IsochroneQuery. */
export const isochroneAnswerSchema = z.object({
	found: z.boolean(),
	reason: noRouteReasonSchema.nullable(),
	bands: z.array(
		z.object({
			minutes: z.number(),
			/** Kilometres of road within reach, each road once. */
			roadKm: z.number(),
			areaKm2: z.number(),
			/** GeoJSON MultiPolygon coordinates: the land within 100 m of a road in reach. */
			polygons: z.array(z.array(z.array(position))),
		}),
	),
	closures: z.array(z.string()),
});
export type IsochroneAnswer = z.infer<typeof isochroneAnswerSchema>;

/** Which stretches of road a closure meets; asked while it is drawn. */
export const closedRoadsAnswerSchema = z.object({
	lines: z.array(z.array(position)),
	roadKm: z.number(),
	/** Names of the roads, each once, in the order of length. */
	roads: z.array(z.object({ name: z.string().nullable(), nameEn: z.string().nullable() })),
});
export type ClosedRoadsAnswer = z.infer<typeof closedRoadsAnswerSchema>;
