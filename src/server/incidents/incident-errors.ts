import { ConflictError, NotFoundError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';

/** No incident of that id. */
export function noSuchIncident(id: string): NotFoundError {
	return new NotFoundError('incident/not-found', `incident ${id}: got no such incident, expected a known id`, {
		context: { id },
	});
}

/** It has no assessment yet: it is being made, or failed (GET /api/health names it then). */
export function notAssessed(id: string): NotFoundError {
	return new NotFoundError('incident/not-assessed', `incident ${id}: got no assessment yet, expected one`, {
		context: { id },
	});
}

/** Closed incidents are read-only. @throws ConflictError `incident/closed` */
export function requireOpen({ id, closedAtMs, mergedInto }: IncidentRecord): void {
	if (closedAtMs === null) return;
	throw new ConflictError('incident/closed', `incident ${id}: got a closed incident, expected an open one`, {
		context: { id, closedAtMs, mergedInto },
	});
}
