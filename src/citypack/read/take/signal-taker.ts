import { createToWgs84, parseCrs } from '../../../domain/geo/crs.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { GivenSignal } from '../../model/input-city.ts';
import { findPointPlace } from './find-point-place.ts';
import { createGivenTaker, type GivenTaker } from './given-taker.ts';
import { createPointFields } from './point-record.ts';
import type { TakePlan } from './take-plan.ts';

/**
 * Which traffic signals are in the records of an input? Points, or rows with longitude and latitude; one without a place is refused.
 * @throws DataError `crs/...`, `map/...` when the plan cannot be
 */
export function createSignalTaker(plan: TakePlan): GivenTaker<GivenSignal> {
	const fields = createPointFields(plan.fields);
	const crs = parseCrs(plan.crs);
	const toWgs84 = createToWgs84(crs);
	return createGivenTaker<GivenSignal>(plan, {
		area: 'signal',
		listUses: () => fields.listUses(),
		read: ({ geometry, properties, id: formatId }) => {
			const values = fields.read(properties);
			const id = values.take('id')?.text ?? formatId;
			const [lon, lat] = [values.take('lon')?.text ?? null, values.take('lat')?.text ?? null];
			values.countOthers();
			const place = findPointPlace(geometry, lon, lat, crs, toWgs84);
			if (!place.ok) return { id, reason: place.reason, detail: place.detail };
			const lonLat = [Math.round(place.at.lon * E7), Math.round(place.at.lat * E7)] as const;
			return { id, made: (id) => ({ id, lonLat, source: plan.sourceKey }) };
		},
	});
}
