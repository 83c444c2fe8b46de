import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { Place } from '../../domain/place.ts';
import type { KeyUnit } from '../../domain/records/key-unit.ts';
import type { RecordOverlay } from './record-overlay.ts';

/** Before every place of the pack but towns. */
const RANK = 5;
const SOURCE = 'service';

/**
 * Makes what answers as whom the service's own key units can be searched: those that the asker may read, as places. The same array until a
 * key unit changes, so that an index over it is kept.
 */
export function createKeyUnitPlaces(
	overlay: Pick<RecordOverlay, 'listKeyUnits'>,
): (identity: Identity) => readonly Place[] {
	let units: readonly KeyUnit[] = [];
	const ofSight = new Map<string, readonly Place[]>();
	return (identity) => {
		const now = overlay.listKeyUnits();
		if (now !== units) ofSight.clear();
		units = now;
		const sight = JSON.stringify([identity.actions, identity.roles, identity.districts]);
		const places = ofSight.get(sight) ?? units.filter((unit) => mayDo(identity, 'key-unit.read', unit)).map(toPlace);
		ofSight.set(sight, places);
		return places;
	};
}

function toPlace({ id, name, lon, lat, district, buildingIds, category }: KeyUnit): Place {
	return {
		id,
		kind: 'key-unit',
		name,
		nameEn: null,
		lon,
		lat,
		town: district,
		buildingId: buildingIds[0] ?? null,
		category,
		rank: RANK,
		source: SOURCE,
	};
}
