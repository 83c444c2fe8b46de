import { ROUTES } from '../../domain/api.ts';
import { tellWhole } from '../identity/tell-whole.ts';
import type { IncidentDesk } from '../incidents/incident-desk.ts';
import { addRoute } from './add-route.ts';
import { readCaller } from './caller.ts';
import type { TypedApp } from './typed-app.ts';

/** The incidents' routes of domain/api.ts, over the desk. Only the one that is asked for by its id is told with personal data. */
export function registerIncidents(app: TypedApp, desk: IncidentDesk): void {
	addRoute(app, ROUTES.incidents, async ({ query, request }) => ({
		incidents: await desk.list(request.identity, query.closed),
	}));
	addRoute(
		app,
		ROUTES.raiseIncident,
		async ({ query, body, request, reply }) => {
			const raised = await desk.raise(readCaller(request), body, query.assess);
			reply.header('location', `/api/incidents/${raised.id}`);
			return raised;
		},
		{ status: 201 },
	);
	addRoute(app, ROUTES.incident, async ({ params, query, request }) =>
		tellWhole(request, 'incident', await desk.read(request.identity, params.id, query.revision)),
	);
	addRoute(app, ROUTES.incidentAssessment, ({ params, query, request }) =>
		desk.readAssessment(request.identity, params.id, query.revision),
	);
	addRoute(app, ROUTES.incidentEvents, async ({ params, query, request }) => ({
		events: await desk.readEvents(request.identity, params.id, query.since),
	}));
	addRoute(app, ROUTES.changeIncident, ({ params, body, request }) =>
		desk.change(readCaller(request), params.id, body),
	);
	addRoute(app, ROUTES.acknowledgeIncident, ({ params, request }) => desk.acknowledge(readCaller(request), params.id));
	addRoute(app, ROUTES.closeIncident, ({ params, body, request }) =>
		desk.close(readCaller(request), params.id, body.reason),
	);
	addRoute(app, ROUTES.reopenIncident, ({ params, body, request }) =>
		desk.reopen(readCaller(request), params.id, body.reason),
	);
	addRoute(app, ROUTES.mergeIncident, ({ params, body, request }) =>
		desk.merge(readCaller(request), params.id, body.into, body.reason),
	);
	addRoute(app, ROUTES.handOverIncident, ({ params, body, request }) =>
		desk.handOver(readCaller(request), params.id, body),
	);
}
