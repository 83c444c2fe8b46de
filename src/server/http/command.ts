import { ROUTES } from '../../domain/api.ts';
import { createEvacuationDesk } from '../command/evacuation-desk.ts';
import { createMeasurementDesk } from '../command/measurement-desk.ts';
import { createNoteDesk } from '../command/note-desk.ts';
import { readHistory } from '../command/read-history.ts';
import { createRequestDesk } from '../command/request-desk.ts';
import { createSectorDesk } from '../command/sector-desk.ts';
import { createTeamDesk } from '../command/team-desk.ts';
import type { Store } from '../store/store.ts';
import { addRoute } from './add-route.ts';
import { readCaller } from './caller.ts';
import type { TypedApp } from './typed-app.ts';

const ADDED = { status: 201 };

/** The routes of what a command post keeps of an incident: domain/api/command-routes.ts but the report. */
export function registerCommand(app: TypedApp, store: Store, nowMs: () => number): void {
	registerPeople(app, store);
	registerWritings(app, store);
	addRoute(app, ROUTES.incidentHistory, ({ params, request }) =>
		readHistory(store, request.identity, params.id, nowMs()),
	);
	const evacuation = createEvacuationDesk(store);
	addRoute(app, ROUTES.orderEvacuation, ({ params, body, request }) =>
		evacuation.order(readCaller(request), params.id, body.reason),
	);
	addRoute(app, ROUTES.confirmEvacuation, ({ params, body, request }) =>
		evacuation.confirm(readCaller(request), params.id, body.sectorId),
	);
	addRoute(app, ROUTES.endEvacuation, ({ params, body, request }) =>
		evacuation.end(readCaller(request), params.id, body.reason),
	);
}

function registerPeople(app: TypedApp, store: Store): void {
	const sectors = createSectorDesk(store);
	addRoute(app, ROUTES.sectors, async ({ query, request }) => ({
		sectors: await sectors.list(request.identity, query.incidentId),
	}));
	addRoute(
		app,
		ROUTES.addSector,
		({ body: { incidentId, ...fields }, request }) => sectors.add(readCaller(request), incidentId, fields),
		ADDED,
	);
	addRoute(app, ROUTES.changeSector, ({ params, body, request }) =>
		sectors.change(readCaller(request), params.id, body),
	);
	addRoute(app, ROUTES.removeSector, async ({ params, request }) => {
		await sectors.remove(readCaller(request), params.id);
		return null;
	});

	const teams = createTeamDesk(store);
	addRoute(app, ROUTES.teams, async ({ query, request }) => ({
		teams: await teams.list(request.identity, query.incidentId),
	}));
	addRoute(
		app,
		ROUTES.addTeam,
		({ body: { incidentId, ...fields }, request }) => teams.add(readCaller(request), incidentId, fields),
		ADDED,
	);
	addRoute(app, ROUTES.changeTeam, ({ params, body, request }) => teams.change(readCaller(request), params.id, body));
	addRoute(app, ROUTES.accountTeam, ({ params, body, request }) => teams.account(readCaller(request), params.id, body));
	addRoute(app, ROUTES.exitTeam, ({ params, body, request }) => teams.exit(readCaller(request), params.id, body.atMs));

	const requests = createRequestDesk(store);
	addRoute(app, ROUTES.requests, async ({ query, request }) => ({
		requests: await requests.list(request.identity, query.incidentId),
	}));
	addRoute(
		app,
		ROUTES.addRequest,
		({ body: { incidentId, ...asked }, request }) => requests.add(readCaller(request), incidentId, asked),
		ADDED,
	);
	addRoute(app, ROUTES.answerRequest, ({ params, body, request }) =>
		requests.answer(readCaller(request), params.id, body),
	);
	addRoute(app, ROUTES.withdrawRequest, ({ params, request }) => requests.withdraw(readCaller(request), params.id));
}

function registerWritings(app: TypedApp, store: Store): void {
	const notes = createNoteDesk(store);
	addRoute(app, ROUTES.notes, async ({ query, request }) => ({
		notes: await notes.list(request.identity, query.incidentId),
	}));
	addRoute(
		app,
		ROUTES.addNote,
		({ body: { incidentId, ...fields }, request }) => notes.add(readCaller(request), incidentId, fields),
		ADDED,
	);
	addRoute(app, ROUTES.changeNote, ({ params, body, request }) => notes.change(readCaller(request), params.id, body));

	const measurements = createMeasurementDesk(store);
	addRoute(app, ROUTES.measurements, async ({ query, request }) => ({
		measurements: await measurements.list(request.identity, query.incidentId),
	}));
	addRoute(
		app,
		ROUTES.addMeasurement,
		({ body: { incidentId, ...fields }, request }) => measurements.add(readCaller(request), incidentId, fields),
		ADDED,
	);
	addRoute(app, ROUTES.changeMeasurement, ({ params, body, request }) =>
		measurements.rename(readCaller(request), params.id, body),
	);
	addRoute(app, ROUTES.removeMeasurement, async ({ params, request }) => {
		await measurements.remove(readCaller(request), params.id);
		return null;
	});
}
