import { makeReport } from '../../analysis/report/make-report.ts';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import type { Identity } from '../../domain/access/may-do.ts';
import type { Track } from '../../domain/records/track.ts';
import type { AfterAction } from '../../domain/report/after-action.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import { readTracks } from '../command/track-table.ts';
import type { ServedPack } from '../follow-pack.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { AssessmentKeeper } from '../incidents/assessment-keeper.ts';
import { noSuchIncident } from '../incidents/incident-errors.ts';
import { readLog } from '../incidents/read-log.ts';
import type { Store } from '../store/store.ts';

export interface ReportParts {
	readonly store: Store;
	/** With the service's records laid over it. */
	readonly pack: ServedPack;
	readonly service: ServiceTable;
	readonly keeper: Pick<AssessmentKeeper, 'read'>;
	readonly nowMs: () => number;
}

/**
 * The after-action report of an incident as far as the reader may see what hangs on it, and the tracks that belong to it. Cost: as the log.
 * @throws NotFoundError `incident/not-found`, ForbiddenError `access/denied`, UnavailableError `store/unavailable`
 */
export async function readReport(
	{ store, pack, service, keeper, nowMs }: ReportParts,
	identity: Identity,
	id: string,
): Promise<{ readonly report: AfterAction; readonly tracks: readonly Track[] }> {
	const incident = await store.read('incident', id);
	if (!incident) throw noSuchIncident(id);
	requireAccess(identity, 'incident.read', incident);
	const { events, dispatches } = await readLog(store, identity, incident, null);
	const [tracks, assessed, stations] = await Promise.all([
		readTracks(store.pool, dispatches),
		keeper.read(incident),
		pack.use((city) => city.readStations()),
	]);
	const { name, version, synthetic } = pack.manifest;
	const report = makeReport({
		incident: hidePersonal('incident', incident),
		events,
		tracks,
		assessment: assessed?.assessment ?? null,
		stations,
		pack: { name, version, synthetic },
		jetLps: service.values['need.jetLps'],
		nowMs: nowMs(),
	});
	return { report, tracks };
}
