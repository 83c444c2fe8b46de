import { z } from 'zod';
import { ROUTES } from '../../domain/api.ts';
import type { IncidentDesk } from '../incident-desk.ts';
import type { TypedApp } from './typed-app.ts';

const params = z.object({ id: z.string().min(1).max(40) });

/** The incidents' routes of domain/api.ts, over the desk. */
export function registerIncidents(app: TypedApp, desk: IncidentDesk): void {
	const { incidents, incident, raiseIncident, acknowledgeIncident, closeIncident } = ROUTES;
	app.get(incidents.path, { schema: { response: { 200: incidents.response } } }, async () => ({
		incidents: desk.list(),
	}));
	app.post(
		raiseIncident.path,
		{ schema: { body: raiseIncident.body, response: { 201: raiseIncident.response } } },
		async (request, reply) => {
			const raised = await desk.raise(request.body);
			return reply.code(201).header('location', `/api/incidents/${raised.id}`).send(raised);
		},
	);
	app.get(incident.path, { schema: { params, response: { 200: incident.response } } }, async (request) =>
		desk.read(request.params.id),
	);
	app.post(
		acknowledgeIncident.path,
		{ schema: { params, response: { 200: acknowledgeIncident.response } } },
		(request) => desk.acknowledge(request.params.id),
	);
	app.post(closeIncident.path, { schema: { params, response: { 200: closeIncident.response } } }, (request) =>
		desk.close(request.params.id),
	);
}
