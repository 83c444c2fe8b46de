import type { z } from 'zod';
import { ROUTES } from '../domain/api.ts';
import type { ClosureShape, NewClosure } from '../domain/closure.ts';
import type { BBox } from '../domain/geo/lon-lat.ts';
import type { Datum, incidentPatchSchema, NewIncident } from '../domain/incident.ts';
import { readServiceAnswer } from '../domain/service/service-answer.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { Caller } from './caller.ts';
import { createSessionApi, type SessionApi } from './session-api.ts';

type Answer<K extends keyof typeof ROUTES> = z.infer<(typeof ROUTES)[K]['response']>;
/** What a route takes, what has a default left out. */
type Body<K extends 'route' | 'fleet' | 'isochrone'> = z.input<(typeof ROUTES)[K]['body']>;

/** What is changed of an incident; `version`: the one that was seen. */
export type IncidentPatch = z.input<typeof incidentPatchSchema>;

/** The server's HTTP API as the page calls it: one method a route of domain/api.ts. Every method rejects as Caller says. */
export interface Api extends SessionApi {
	readHealth(signal?: AbortSignal): Promise<Answer<'health'>>;
	readPack(signal?: AbortSignal): Promise<Answer<'pack'>>;
	listIncidents(signal?: AbortSignal): Promise<Answer<'incidents'>>;
	readIncident(id: string, signal?: AbortSignal): Promise<Answer<'incident'>>;
	/** The newest; who called is not in it. @throws also NotFoundError `incident/not-assessed` */
	readAssessment(id: string, signal?: AbortSignal): Promise<Answer<'incidentAssessment'>>;
	/** Answered as soon as the incident is kept; its assessment follows over the feed. */
	raiseIncident(incident: NewIncident, signal?: AbortSignal): Promise<Answer<'raiseIncident'>>;
	/** @throws also ConflictError `record/version-conflict`, with both versions in its context */
	changeIncident(id: string, patch: IncidentPatch, signal?: AbortSignal): Promise<Answer<'changeIncident'>>;
	acknowledgeIncident(id: string, signal?: AbortSignal): Promise<Answer<'acknowledgeIncident'>>;
	closeIncident(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'closeIncident'>>;
	reopenIncident(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'reopenIncident'>>;
	/** Makes incident `id` a part of incident `into`. */
	mergeIncident(id: string, into: string, reason: string, signal?: AbortSignal): Promise<Answer<'mergeIncident'>>;
	assess(at: { lon: number; lat: number; crs?: Datum }, signal?: AbortSignal): Promise<Answer<'assess'>>;
	search(query: { q: string; crs?: Datum; limit?: number }, signal?: AbortSignal): Promise<Answer<'search'>>;
	readBuilding(fid: number, signal?: AbortSignal): Promise<Answer<'buildingByFid'>>;
	findFids(ids: readonly string[], signal?: AbortSignal): Promise<Answer<'findFids'>>;
	findWater(box: BBox, options?: { limit?: number }, signal?: AbortSignal): Promise<Answer<'water'>>;
	listStations(signal?: AbortSignal): Promise<Answer<'stations'>>;
	listClosures(signal?: AbortSignal): Promise<Answer<'closures'>>;
	addClosure(closure: NewClosure, signal?: AbortSignal): Promise<Answer<'addClosure'>>;
	liftClosure(id: string, signal?: AbortSignal): Promise<Answer<'liftClosure'>>;
	findClosedRoads(shape: ClosureShape, signal?: AbortSignal): Promise<Answer<'closedRoads'>>;
	findRoute(query: Body<'route'>, signal?: AbortSignal): Promise<Answer<'route'>>;
	findFleet(query: Body<'fleet'>, signal?: AbortSignal): Promise<Answer<'fleet'>>;
	findIsochrone(query: Body<'isochrone'>, signal?: AbortSignal): Promise<Answer<'isochrone'>>;
	readTravelTable(signal?: AbortSignal): Promise<Answer<'travelTable'>>;
	readLaidRecords(signal?: AbortSignal): Promise<Answer<'laidRecords'>>;
	/** @throws also DataError `service/bad-table`: the server knows other figures than this page */
	readServiceTable(signal?: AbortSignal): Promise<ServiceTable>;
}

/** Makes the API. Nothing is sent until a method is called. */
export function createApi(caller: Caller): Api {
	const { call } = caller;
	return {
		...createSessionApi(caller),
		readHealth: (signal) => call(ROUTES.health, { signal }),
		readPack: (signal) => call(ROUTES.pack, { signal }),
		listIncidents: (signal) => call(ROUTES.incidents, { signal }),
		readIncident: (id, signal) => call(ROUTES.incident, { params: { id }, signal }),
		readAssessment: (id, signal) => call(ROUTES.incidentAssessment, { params: { id }, signal }),
		raiseIncident: (body, signal) => call(ROUTES.raiseIncident, { body, query: { assess: 'later' }, signal }),
		changeIncident: (id, body, signal) => call(ROUTES.changeIncident, { params: { id }, body, signal }),
		acknowledgeIncident: (id, signal) => call(ROUTES.acknowledgeIncident, { params: { id }, signal }),
		closeIncident: (id, reason, signal) => call(ROUTES.closeIncident, { params: { id }, body: { reason }, signal }),
		reopenIncident: (id, reason, signal) => call(ROUTES.reopenIncident, { params: { id }, body: { reason }, signal }),
		mergeIncident: (id, into, reason, signal) =>
			call(ROUTES.mergeIncident, { params: { id }, body: { into, reason }, signal }),
		assess: (query, signal) => call(ROUTES.assess, { query, signal }),
		search: (query, signal) => call(ROUTES.search, { query, signal }),
		readBuilding: (fid, signal) => call(ROUTES.buildingByFid, { params: { fid }, signal }),
		findFids: (ids, signal) => call(ROUTES.findFids, { body: { ids }, signal }),
		findWater: ([west, south, east, north], { limit } = {}, signal) =>
			call(ROUTES.water, { query: { west, south, east, north, limit }, signal }),
		listStations: (signal) => call(ROUTES.stations, { signal }),
		listClosures: (signal) => call(ROUTES.closures, { signal }),
		addClosure: (body, signal) => call(ROUTES.addClosure, { body, signal }),
		liftClosure: (id, signal) => call(ROUTES.liftClosure, { params: { id }, signal }),
		findClosedRoads: (shape, signal) => call(ROUTES.closedRoads, { body: { shape }, signal }),
		findRoute: (body, signal) => call(ROUTES.route, { body, signal }),
		findFleet: (body, signal) => call(ROUTES.fleet, { body, signal }),
		findIsochrone: (body, signal) => call(ROUTES.isochrone, { body, signal }),
		readTravelTable: (signal) => call(ROUTES.travelTable, { signal }),
		readLaidRecords: (signal) => call(ROUTES.laidRecords, { signal }),
		readServiceTable: async (signal) => readServiceAnswer(await call(ROUTES.service, { signal })),
	};
}
