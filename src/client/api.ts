import type { z } from 'zod';
import { ROUTES } from '../domain/api.ts';
import type { ClosureShape, NewClosure } from '../domain/closure.ts';
import type { BBox } from '../domain/geo/lon-lat.ts';
import type { Datum, incidentPatchSchema, NewIncident } from '../domain/incident.ts';
import type { Attachment } from '../domain/records/attachment.ts';
import { readServiceAnswer } from '../domain/service/service-answer.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { Caller } from './caller.ts';
import { createSessionApi, type SessionApi } from './session-api.ts';

type Answer<K extends keyof typeof ROUTES> = z.infer<(typeof ROUTES)[K]['response']>;
type RouteWithBody = {
	[K in keyof typeof ROUTES]: (typeof ROUTES)[K] extends { body: z.ZodType } ? K : never;
}[keyof typeof ROUTES];
/** What a route takes, what has a default left out. */
type Body<K extends RouteWithBody> = z.input<(typeof ROUTES)[K]['body']>;

/** What is changed of an incident; `version`: the one that was seen. */
export type IncidentPatch = z.input<typeof incidentPatchSchema>;

/** The server's HTTP API as the page calls it: one method a route of domain/api.ts. Every method rejects as Caller says. */
export interface Api extends SessionApi {
	readHealth(signal?: AbortSignal): Promise<Answer<'health'>>;
	readPack(signal?: AbortSignal): Promise<Answer<'pack'>>;
	/** All open ones, and so many of the newest closed ones (20 when it is not said, 500 at most). */
	listIncidents(closed?: number, signal?: AbortSignal): Promise<Answer<'incidents'>>;
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
	addSector(body: Body<'addSector'>, signal?: AbortSignal): Promise<Answer<'addSector'>>;
	/** @throws also ConflictError `record/version-conflict`; so do the other changes */
	changeSector(id: string, body: Body<'changeSector'>, signal?: AbortSignal): Promise<Answer<'changeSector'>>;
	removeSector(id: string, signal?: AbortSignal): Promise<null>;
	addTeam(body: Body<'addTeam'>, signal?: AbortSignal): Promise<Answer<'addTeam'>>;
	changeTeam(id: string, body: Body<'changeTeam'>, signal?: AbortSignal): Promise<Answer<'changeTeam'>>;
	accountTeam(id: string, body: Body<'accountTeam'>, signal?: AbortSignal): Promise<Answer<'accountTeam'>>;
	exitTeam(id: string, signal?: AbortSignal): Promise<Answer<'exitTeam'>>;
	addRequest(body: Body<'addRequest'>, signal?: AbortSignal): Promise<Answer<'addRequest'>>;
	answerRequest(id: string, body: Body<'answerRequest'>, signal?: AbortSignal): Promise<Answer<'answerRequest'>>;
	withdrawRequest(id: string, signal?: AbortSignal): Promise<Answer<'withdrawRequest'>>;
	/** `key`: the note's own, kept over a reload: sent again under it, it is written once. Absent = as of any request. */
	addNote(body: Body<'addNote'>, key?: string, signal?: AbortSignal): Promise<Answer<'addNote'>>;
	changeNote(id: string, body: Body<'changeNote'>, signal?: AbortSignal): Promise<Answer<'changeNote'>>;
	addMeasurement(body: Body<'addMeasurement'>, signal?: AbortSignal): Promise<Answer<'addMeasurement'>>;
	changeMeasurement(
		id: string,
		body: Body<'changeMeasurement'>,
		signal?: AbortSignal,
	): Promise<Answer<'changeMeasurement'>>;
	removeMeasurement(id: string, signal?: AbortSignal): Promise<null>;
	orderEvacuation(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'orderEvacuation'>>;
	confirmEvacuation(id: string, sectorId: string, signal?: AbortSignal): Promise<Answer<'confirmEvacuation'>>;
	endEvacuation(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'endEvacuation'>>;
	handOverIncident(
		id: string,
		body: Body<'handOverIncident'>,
		signal?: AbortSignal,
	): Promise<Answer<'handOverIncident'>>;
	dispatchUnits(
		incidentId: string,
		body: Body<'dispatchUnits'>,
		signal?: AbortSignal,
	): Promise<Answer<'dispatchUnits'>>;
	/** `left`: units whose order stands, and why. */
	recallUnits(incidentId: string, body: Body<'recallUnits'>, signal?: AbortSignal): Promise<Answer<'recallUnits'>>;
	setDispatchTimes(
		id: string,
		body: Body<'setDispatchTimes'>,
		signal?: AbortSignal,
	): Promise<Answer<'setDispatchTimes'>>;
	setUnitState(id: string, body: Body<'setUnitState'>, signal?: AbortSignal): Promise<Answer<'setUnitState'>>;
	/** Those after number `since`, the oldest first; 5,000 at most: ask again with the last one's number. */
	listEvents(incidentId: string, since?: number, signal?: AbortSignal): Promise<Answer<'incidentEvents'>>;
	readHistory(incidentId: string, signal?: AbortSignal): Promise<Answer<'incidentHistory'>>;
	readRevision(id: string, revision: number, signal?: AbortSignal): Promise<Answer<'incidentAssessment'>>;
	readReport(incidentId: string, signal?: AbortSignal): Promise<Answer<'incidentReport'>>;
	/** @throws also UsageError `attachment/...` when it is too large or no file that is taken */
	addAttachment(of: Attachment['of'], file: File, signal?: AbortSignal): Promise<Answer<'addAttachment'>>;
	listAttachments(of: Attachment['of'], signal?: AbortSignal): Promise<Answer<'attachments'>>;
	/** `fromMs`: since when alarms are counted. */
	readDayFigures(fromMs: number, signal?: AbortSignal): Promise<Answer<'dayFigures'>>;
	readTravelTable(signal?: AbortSignal): Promise<Answer<'travelTable'>>;
	readLaidRecords(signal?: AbortSignal): Promise<Answer<'laidRecords'>>;
	/** @throws also DataError `service/bad-table`: the server knows other figures than this page */
	readServiceTable(signal?: AbortSignal): Promise<ServiceTable>;
}

/** How long a file of 50 MB may take over a poor line. */
const UPLOAD_MS = 300_000;

/** Makes the API. Nothing is sent until a method is called. */
export function createApi(caller: Caller): Api {
	const { call } = caller;
	return {
		...createSessionApi(caller),
		readHealth: (signal) => call(ROUTES.health, { signal }),
		readPack: (signal) => call(ROUTES.pack, { signal }),
		listIncidents: (closed, signal) => call(ROUTES.incidents, { query: { closed }, signal }),
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
		addSector: (body, signal) => call(ROUTES.addSector, { body, signal }),
		changeSector: (id, body, signal) => call(ROUTES.changeSector, { params: { id }, body, signal }),
		removeSector: (id, signal) => call(ROUTES.removeSector, { params: { id }, signal }),
		addTeam: (body, signal) => call(ROUTES.addTeam, { body, signal }),
		changeTeam: (id, body, signal) => call(ROUTES.changeTeam, { params: { id }, body, signal }),
		accountTeam: (id, body, signal) => call(ROUTES.accountTeam, { params: { id }, body, signal }),
		exitTeam: (id, signal) => call(ROUTES.exitTeam, { params: { id }, body: {}, signal }),
		addRequest: (body, signal) => call(ROUTES.addRequest, { body, signal }),
		answerRequest: (id, body, signal) => call(ROUTES.answerRequest, { params: { id }, body, signal }),
		withdrawRequest: (id, signal) => call(ROUTES.withdrawRequest, { params: { id }, signal }),
		addNote: (body, key, signal) => call(ROUTES.addNote, { body, key, signal }),
		changeNote: (id, body, signal) => call(ROUTES.changeNote, { params: { id }, body, signal }),
		addMeasurement: (body, signal) => call(ROUTES.addMeasurement, { body, signal }),
		changeMeasurement: (id, body, signal) => call(ROUTES.changeMeasurement, { params: { id }, body, signal }),
		removeMeasurement: (id, signal) => call(ROUTES.removeMeasurement, { params: { id }, signal }),
		orderEvacuation: (id, reason, signal) => call(ROUTES.orderEvacuation, { params: { id }, body: { reason }, signal }),
		confirmEvacuation: (id, sectorId, signal) =>
			call(ROUTES.confirmEvacuation, { params: { id }, body: { sectorId }, signal }),
		endEvacuation: (id, reason, signal) => call(ROUTES.endEvacuation, { params: { id }, body: { reason }, signal }),
		handOverIncident: (id, body, signal) => call(ROUTES.handOverIncident, { params: { id }, body, signal }),
		dispatchUnits: (id, body, signal) => call(ROUTES.dispatchUnits, { params: { id }, body, signal }),
		recallUnits: (id, body, signal) => call(ROUTES.recallUnits, { params: { id }, body, signal }),
		setDispatchTimes: (id, body, signal) => call(ROUTES.setDispatchTimes, { params: { id }, body, signal }),
		setUnitState: (id, body, signal) => call(ROUTES.setUnitState, { params: { id }, body, signal }),
		listEvents: (id, since, signal) => call(ROUTES.incidentEvents, { params: { id }, query: { since }, signal }),
		readHistory: (id, signal) => call(ROUTES.incidentHistory, { params: { id }, signal }),
		readRevision: (id, revision, signal) =>
			call(ROUTES.incidentAssessment, { params: { id }, query: { revision }, signal }),
		readReport: (id, signal) => call(ROUTES.incidentReport, { params: { id }, signal }),
		addAttachment: (query, file, signal) => {
			const form = new FormData();
			form.set('file', file, file.name);
			return call(ROUTES.addAttachment, { query, form, timeoutMs: UPLOAD_MS, signal });
		},
		listAttachments: (query, signal) => call(ROUTES.attachments, { query, signal }),
		readDayFigures: (fromMs, signal) => call(ROUTES.dayFigures, { query: { fromMs }, signal }),
		readTravelTable: (signal) => call(ROUTES.travelTable, { signal }),
		readLaidRecords: (signal) => call(ROUTES.laidRecords, { signal }),
		readServiceTable: async (signal) => readServiceAnswer(await call(ROUTES.service, { signal })),
	};
}
