import type { z } from 'zod';
import { assessPlace } from '../analysis/alert/assess-place.ts';
import { searchRanked } from '../analysis/search/search-city.ts';
import { PLAIN_SITUATION } from '../domain/alert/situation.ts';
import type { Closure } from '../domain/closure.ts';
import { ConflictError, describeError, NotFoundError } from '../domain/errors.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import type { Incident, newIncidentSchema } from '../domain/incident.ts';
import type { City } from '../domain/pack/city.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { TravelTable } from '../domain/travel-table.ts';
import type { ServedPack } from './follow-pack.ts';
import type { EventLog } from './store/event-log.ts';
import type { IncidentBook } from './store/incident-book.ts';
import type { IncidentEvent } from './store/incident-log.ts';

/** Incidents told in a list or snapshot: all open ones and the newest closed up to this many. */
const LISTED = 20;
const HITS_OFFERED = 5;

/** What the server does with incidents: raises, acknowledges and closes them; each change is saved before it is told. */
export interface IncidentDesk {
	list(): Incident[];
	/** @throws NotFoundError `incident/not-found`. */
	read(id: string): Incident;
	/**
	 * Finds the place, assesses it, saves and tells the incident.
	 * @throws NotFoundError `incident/unknown-address` or `incident/ambiguous-address`, with the best hits in its context.
	 */
	raise(given: z.output<typeof newIncidentSchema>): Promise<Incident>;
	/** Does nothing to one that is acknowledged already. @throws ConflictError `incident/closed`. */
	acknowledge(id: string): Promise<Incident>;
	/** Does nothing to one that is closed already. */
	close(id: string): Promise<Incident>;
}

export interface IncidentDeskOptions {
	readonly pack: ServedPack;
	readonly book: IncidentBook;
	readonly log: EventLog<IncidentEvent>;
	/** What an assessment reckons with. */
	readonly readClosures: () => readonly Closure[];
	readonly table: TravelTable;
	readonly service: ServiceTable;
	readonly nowMs: () => number;
	/** Told of each incident that is new or changed, after it was saved. */
	readonly onChange: (incident: Incident) => void;
	/** Told in words of a part of an assessment that failed. */
	readonly onProblem: (message: string) => void;
}

/** Makes the desk over a pack, a book and its log. */
export function createIncidentDesk(options: IncidentDeskOptions): IncidentDesk {
	const { pack, book, log, readClosures, table, service, nowMs, onChange, onProblem } = options;

	function read(id: string): Incident {
		const incident = book.find(id);
		if (incident) return incident;
		throw new NotFoundError('incident/not-found', `incident ${id}: got no such incident, expected a known id`, {
			context: { id },
		});
	}

	async function record(event: IncidentEvent): Promise<Incident> {
		await log.append(event);
		const incident = book.apply(event) as Incident;
		onChange(incident);
		return incident;
	}

	return {
		list: () => book.list(LISTED),
		read,
		async raise(given) {
			const receivedAtMs = nowMs();
			const { lon = null, lat = null, crs, address = null, origin, description } = given;
			const { type, level, fireFloor, wind, substance } = given;
			const situation = { ...PLAIN_SITUATION, type, level, fireFloor, wind, substance };
			const { at, assessment } = await pack.use(async (city) => {
				const at = await resolvePlace(city, given);
				const assessment = await assessPlace(city, at, {
					nowMs: receivedAtMs,
					closures: readClosures(),
					table,
					service,
					situation,
					clockMs: () => performance.now(),
					onPartFailed: (part, error) =>
						onProblem(`assessment of ${at.lon},${at.lat}: ${part}: ${describeError(error)}`),
				});
				return { at, assessment };
			});
			return record({
				kind: 'raised',
				incident: {
					id: book.takeId(receivedAtMs),
					lon: at.lon,
					lat: at.lat,
					given: { lon, lat, crs, address },
					type,
					level,
					description,
					fireFloor,
					wind,
					substance,
					origin,
					createdAtMs: receivedAtMs,
					acknowledgedAtMs: null,
					closedAtMs: null,
					assessment,
				},
			});
		},
		async acknowledge(id) {
			const incident = read(id);
			if (incident.acknowledgedAtMs !== null) return incident;
			if (incident.closedAtMs !== null) {
				throw new ConflictError('incident/closed', `incident ${id}: got a closed incident, expected an open one`, {
					context: { id, closedAtMs: incident.closedAtMs },
				});
			}
			return record({ kind: 'acknowledged', id, atMs: nowMs() });
		},
		async close(id) {
			const incident = read(id);
			return incident.closedAtMs === null ? record({ kind: 'closed', id, atMs: nowMs() }) : incident;
		},
	};
}

async function resolvePlace(city: City, given: z.output<typeof newIncidentSchema>): Promise<LonLat> {
	const { lon, lat, crs, address } = given;
	if (lon !== undefined && lat !== undefined) return toWgs84({ lon, lat }, crs);
	const hits = await searchRanked(city, address ?? '', { crs, limit: HITS_OFFERED });
	const exact = hits.filter((hit) => hit.exact);
	const [first, second] = exact;
	// The same building found by its address and by its name is one place.
	const isOne =
		first && (!second || exact.every(({ hit }) => hit.buildingId !== null && hit.buildingId === first.hit.buildingId));
	if (isOne) return { lon: first.hit.lon, lat: first.hit.lat };
	const [code, got] = first
		? ['incident/ambiguous-address', `${exact.length} places of that name`]
		: ['incident/unknown-address', 'no such place'];
	throw new NotFoundError(code, `address ${address}: got ${got}, expected one`, {
		context: { address, hits: hits.map(({ hit }) => hit) },
	});
}
