import { z } from 'zod';
import { givenSituationSchema } from './alert/given-situation.ts';
import { COMMAND_ROUTES } from './api/command-routes.ts';
import { FIGURES_ROUTES } from './api/figures-routes.ts';
import { IDENTITY_ROUTES } from './api/identity-routes.ts';
import { INCIDENT_ROUTES } from './api/incident-routes.ts';
import { RECORD_ROUTES } from './api/record-routes.ts';
import { assessmentSchema } from './assessment.ts';
import { basisSchema, buildingStatementSchema, buildingStructureSchema, buildingUseSchema } from './building.ts';
import { closureListSchema, closureSchema, closureShapeSchema, newClosureSchema } from './closure.ts';
import { datumSchema } from './incident.ts';
import { packManifestSchema, packSourceSchema } from './pack/manifest.ts';
import {
	closedRoadsAnswerSchema,
	fleetAnswerSchema,
	fleetQuerySchema,
	isochroneAnswerSchema,
	isochroneQuerySchema,
	routeAnswerSchema,
	routeQuerySchema,
} from './route.ts';
import { serviceAnswerSchema } from './service/service-answer.ts';
import { stationSchema } from './station.ts';
import { travelTableSchema } from './travel-table.ts';
import { waterSourceSchema } from './water.ts';

export const healthSchema = z.object({
	status: z.enum(['ok', 'degraded']),
	version: z.string(),
	pack: z.object({ name: z.string(), version: z.string(), buildings: z.number().int(), synthetic: z.boolean() }),
	/** Files of the pack that are missing or of the wrong size; empty when all is well. */
	problems: z.array(z.object({ code: z.string(), message: z.string(), file: z.string().nullable() })),
});
export type Health = z.infer<typeof healthSchema>;

export const searchHitSchema = z.object({
	kind: z.enum([
		'coordinates',
		'building',
		'address',
		'town',
		'village',
		'street',
		'key-unit',
		'station',
		'poi',
		'water',
	]),
	/** Id of the place or building; '' for bare coordinates. */
	id: z.string(),
	name: z.string(),
	nameEn: z.string().nullable(),
	town: z.string().nullable(),
	/** WGS84. */
	lon: z.number(),
	lat: z.number(),
	buildingId: z.string().nullable(),
	/** For coordinates: the datum they were read in. */
	datum: datumSchema.nullable(),
	/** Not what was asked for: another number of that street, or a name that sounds or is written much like it. */
	inexact: z.boolean(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** One building with all its attributes, for the picking card. Rings as in domain Building. */
export const buildingResponseSchema = z.object({
	fid: z.number().int(),
	id: z.string(),
	name: z.string().nullable(),
	street: z.string().nullable(),
	houseNumber: z.string().nullable(),
	town: z.string().nullable(),
	polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
	heightM: z.number().nullable(),
	heightBasis: basisSchema,
	minHeightM: z.number().nullable(),
	floors: z.number().int().nullable(),
	floorsBelow: z.number().int().nullable(),
	structure: buildingStructureSchema,
	use: buildingUseSchema,
	year: z.number().int().nullable(),
	source: z.string(),
	tags: z.record(z.string(), z.string()),
	statements: z.array(buildingStatementSchema),
	footprintM2: z.number(),
	perimeterM: z.number(),
	provenance: packSourceSchema.nullable(),
});
export type BuildingResponse = z.infer<typeof buildingResponseSchema>;

/** Every HTTP route: the server registers these, the client calls these. Paths use Fastify's `:param`. */
export const ROUTES = {
	health: { method: 'GET', path: '/api/health', access: 'public', response: healthSchema },
	/** Can it take alarms now: is the database there, and the city read? 503 with the same body when not. */
	ready: {
		method: 'GET',
		path: '/api/ready',
		access: 'public',
		response: z.object({
			ready: z.boolean(),
			checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
		}),
	},
	/** Prometheus text. */
	metrics: { method: 'GET', path: '/api/metrics', access: 'metrics.read', response: z.string() },
	...INCIDENT_ROUTES,
	...FIGURES_ROUTES,
	...RECORD_ROUTES,
	...COMMAND_ROUTES,
	...IDENTITY_ROUTES,
	assess: {
		method: 'GET',
		path: '/api/assess',
		access: 'map.read',
		query: z.object({ lon: z.coerce.number(), lat: z.coerce.number(), crs: datumSchema.default('wgs84') }),
		response: assessmentSchema,
	},
	/** The same in a situation: what is known or supposed beyond the place. The server's closures hold; `nowMs` absent = now. */
	assessSituation: {
		method: 'POST',
		path: '/api/assess',
		access: 'map.read',
		body: z.object({
			lon: z.number().min(-180).max(180),
			lat: z.number().min(-90).max(90),
			crs: datumSchema.default('wgs84'),
			situation: givenSituationSchema.prefault({}),
			nowMs: z.number().optional(),
		}),
		response: assessmentSchema,
	},
	search: {
		method: 'GET',
		path: '/api/search',
		access: 'map.read',
		query: z.object({
			q: z.string().trim().min(1).max(200),
			crs: datumSchema.default('wgs84'),
			limit: z.coerce.number().int().min(1).max(50).default(12),
		}),
		response: z.object({ hits: z.array(searchHitSchema) }),
	},
	buildingByFid: {
		method: 'GET',
		path: '/api/buildings/fid/:fid',
		access: 'map.read',
		response: buildingResponseSchema,
	},
	/** Which fid buildings have in the pack served now (a fid is one pack's own); null = not in it. In the order asked. */
	findFids: {
		method: 'POST',
		path: '/api/buildings/fids',
		access: 'map.read',
		body: z.object({ ids: z.array(z.string().min(1).max(200)).max(500) }),
		response: z.object({ packVersion: z.string(), fids: z.array(z.number().int().nullable()) }),
	},
	/** Water sources whose point lies in a box, for the map layer; `truncated` when there are more than `limit`. */
	water: {
		method: 'GET',
		path: '/api/water',
		access: 'map.read',
		query: z.object({
			west: z.coerce.number().min(-180).max(180),
			south: z.coerce.number().min(-90).max(90),
			east: z.coerce.number().min(-180).max(180),
			north: z.coerce.number().min(-90).max(90),
			limit: z.coerce.number().int().min(1).max(100_000).default(20_000),
		}),
		response: z.object({
			/** `version`: of the service's record of it; 0 = only the pack has it. */
			water: z.array(waterSourceSchema.extend({ version: z.number().int().default(0) })),
			truncated: z.boolean(),
		}),
	},
	stations: {
		method: 'GET',
		path: '/api/stations',
		access: 'map.read',
		response: z.object({
			/** Those out of service too; they send nobody. `version`: of the service's record of it; 0 = only the pack has it. */
			stations: z.array(
				stationSchema.extend({ inService: z.boolean().default(true), version: z.number().int().default(0) }),
			),
		}),
	},
	/** A way of one vehicle. The server's closures hold; `departAtMs` absent = now. */
	route: {
		method: 'POST',
		path: '/api/route',
		access: 'map.read',
		body: routeQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: routeAnswerSchema,
	},
	/** Ways of many vehicles to one place, by one search a kind of vehicle. */
	fleet: {
		method: 'POST',
		path: '/api/route/fleet',
		access: 'map.read',
		body: fleetQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: fleetAnswerSchema,
	},
	isochrone: {
		method: 'POST',
		path: '/api/route/isochrone',
		access: 'map.read',
		body: isochroneQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: isochroneAnswerSchema,
	},
	/** How long driving takes, as the server reckons; a page that finds ways by itself reckons so too. */
	travelTable: { method: 'GET', path: '/api/travel-table', access: 'service.read', response: travelTableSchema },
	/** The figures and run cards that assessments reckon with; a page that assesses by itself reckons with them too. */
	service: { method: 'GET', path: '/api/service', access: 'service.read', response: serviceAnswerSchema },
	/** Closures that hold now or will, newest first. */
	closures: {
		method: 'GET',
		path: '/api/closures',
		access: 'map.read',
		response: z.object({ closures: closureListSchema }),
	},
	addClosure: {
		method: 'POST',
		path: '/api/closures',
		access: 'closure.edit',
		body: newClosureSchema,
		response: closureSchema,
	},
	liftClosure: { method: 'POST', path: '/api/closures/:id/lift', access: 'closure.edit', response: closureSchema },
	/** Which roads a shape would close, before it is shared. */
	closedRoads: {
		method: 'POST',
		path: '/api/closures/roads',
		access: 'map.read',
		body: z.object({ shape: closureShapeSchema }),
		response: closedRoadsAnswerSchema,
	},
	/** pack.json of the pack that is being served: bounds, tileset path, sources. Its files lie under `/packs/<name>/`. */
	pack: { method: 'GET', path: '/api/pack', access: 'map.read', response: packManifestSchema },
} as const;
