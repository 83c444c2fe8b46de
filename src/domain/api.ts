import { z } from 'zod';
import { givenSituationSchema } from './alert/given-situation.ts';
import { assessmentSchema } from './assessment.ts';
import { basisSchema, buildingStatementSchema, buildingStructureSchema, buildingUseSchema } from './building.ts';
import { closureListSchema, closureSchema, closureShapeSchema, newClosureSchema } from './closure.ts';
import { datumSchema, incidentSchema, newIncidentSchema } from './incident.ts';
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

export const errorResponseSchema = z.object({
	error: z.object({ code: z.string(), message: z.string(), context: z.record(z.string(), z.unknown()) }),
});

/** Every HTTP route: the server registers these, the client calls these. Paths use Fastify's `:param`. */
export const ROUTES = {
	health: { method: 'GET', path: '/api/health', response: healthSchema },
	incidents: { method: 'GET', path: '/api/incidents', response: z.object({ incidents: z.array(incidentSchema) }) },
	raiseIncident: { method: 'POST', path: '/api/incidents', body: newIncidentSchema, response: incidentSchema },
	incident: { method: 'GET', path: '/api/incidents/:id', response: incidentSchema },
	acknowledgeIncident: { method: 'POST', path: '/api/incidents/:id/acknowledge', response: incidentSchema },
	closeIncident: { method: 'POST', path: '/api/incidents/:id/close', response: incidentSchema },
	assess: {
		method: 'GET',
		path: '/api/assess',
		query: z.object({ lon: z.coerce.number(), lat: z.coerce.number(), crs: datumSchema.default('wgs84') }),
		response: assessmentSchema,
	},
	/** The same in a situation: what is known or supposed beyond the place. The server's closures hold; `nowMs` absent = now. */
	assessSituation: {
		method: 'POST',
		path: '/api/assess',
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
		query: z.object({
			q: z.string().trim().min(1).max(200),
			crs: datumSchema.default('wgs84'),
			limit: z.coerce.number().int().min(1).max(50).default(12),
		}),
		response: z.object({ hits: z.array(searchHitSchema) }),
	},
	buildingByFid: { method: 'GET', path: '/api/buildings/fid/:fid', response: buildingResponseSchema },
	/** Which fid buildings have in the pack served now (a fid is one pack's own); null = not in it. In the order asked. */
	findFids: {
		method: 'POST',
		path: '/api/buildings/fids',
		body: z.object({ ids: z.array(z.string().min(1).max(200)).max(500) }),
		response: z.object({ packVersion: z.string(), fids: z.array(z.number().int().nullable()) }),
	},
	/** Water sources whose point lies in a box, for the map layer; `truncated` when there are more than `limit`. */
	water: {
		method: 'GET',
		path: '/api/water',
		query: z.object({
			west: z.coerce.number().min(-180).max(180),
			south: z.coerce.number().min(-90).max(90),
			east: z.coerce.number().min(-180).max(180),
			north: z.coerce.number().min(-90).max(90),
			limit: z.coerce.number().int().min(1).max(100_000).default(20_000),
		}),
		response: z.object({ water: z.array(waterSourceSchema), truncated: z.boolean() }),
	},
	stations: { method: 'GET', path: '/api/stations', response: z.object({ stations: z.array(stationSchema) }) },
	/** A way of one vehicle. The server's closures hold; `departAtMs` absent = now. */
	route: {
		method: 'POST',
		path: '/api/route',
		body: routeQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: routeAnswerSchema,
	},
	/** Ways of many vehicles to one place, by one search a kind of vehicle. */
	fleet: {
		method: 'POST',
		path: '/api/route/fleet',
		body: fleetQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: fleetAnswerSchema,
	},
	isochrone: {
		method: 'POST',
		path: '/api/route/isochrone',
		body: isochroneQuerySchema.extend({ departAtMs: z.number().optional() }),
		response: isochroneAnswerSchema,
	},
	/** How long driving takes, as the server reckons; a page that finds ways by itself reckons so too. */
	travelTable: { method: 'GET', path: '/api/travel-table', response: travelTableSchema },
	/** The figures and run cards that assessments reckon with; a page that assesses by itself reckons with them too. */
	service: { method: 'GET', path: '/api/service', response: serviceAnswerSchema },
	/** Closures that hold now or will, newest first. */
	closures: { method: 'GET', path: '/api/closures', response: z.object({ closures: closureListSchema }) },
	addClosure: { method: 'POST', path: '/api/closures', body: newClosureSchema, response: closureSchema },
	liftClosure: { method: 'POST', path: '/api/closures/:id/lift', response: closureSchema },
	/** Which roads a shape would close, before it is shared. */
	closedRoads: {
		method: 'POST',
		path: '/api/closures/roads',
		body: z.object({ shape: closureShapeSchema }),
		response: closedRoadsAnswerSchema,
	},
	/** pack.json of the pack that is being served: bounds, tileset path, sources. Its files lie under `/packs/<name>/`. */
	pack: { method: 'GET', path: '/api/pack', response: packManifestSchema },
} as const;
