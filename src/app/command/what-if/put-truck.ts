import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { Services } from '../../state/services.ts';
import type { PlacingTruck } from '../../state/ui-store.ts';
import { placeTruck, readSituation } from '../../state/what-if-store.ts';

/** Puts an aerial of the what-if where the map was clicked; one that is moved keeps where its front points. */
export function putTruck(
	{ live, selection, whatIf }: Pick<Services, 'live' | 'selection' | 'whatIf'>,
	{ model, index }: PlacingTruck,
	{ lon, lat }: LonLat,
): void {
	const { incidentId } = selection.getState();
	const incident = live.getState().incidents.find(({ id }) => id === incidentId);
	if (!incident || incident.closedAtMs !== null) return;
	const { placed } = readSituation(incident, whatIf.getState());
	const headingDeg = index === null ? null : (placed[index]?.headingDeg ?? null);
	placeTruck(whatIf, incident, { model, lon, lat, headingDeg }, index);
}
