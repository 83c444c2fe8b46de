import type { Assessment } from '../../../domain/assessment.ts';
import type { Station } from '../../../domain/station.ts';

/**
 * Stations whose vehicles are worth asking about: of the assigned and the suggested by arrival, then of the recorded ways, then those
 * with a vehicle that is away already. Stations without vehicles on file are left out.
 */
export function listDueStations(
	stations: readonly Station[],
	{ force, stations: routes }: Assessment,
	unavailable: readonly string[],
): Station[] {
	const due = force ? [...force.assigned, ...force.suggested].map(({ stationId }) => stationId) : [];
	const away = new Set(unavailable);
	const wanted = new Set([
		...due,
		...routes.map(({ id }) => id),
		...stations.filter(({ vehicles }) => vehicles.some(({ id }) => away.has(id))).map(({ id }) => id),
	]);
	const byId = new Map(stations.map((station) => [station.id, station]));
	return [...wanted].flatMap((id) => {
		const station = byId.get(id);
		return station && station.vehicles.length > 0 ? [station] : [];
	});
}
