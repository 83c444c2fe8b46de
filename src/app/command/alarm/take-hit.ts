import type { SearchHit } from '../../../domain/api.ts';
import type { Intake } from '../../state/intake.ts';

/** The fields that a search hit fills. @param asked what was typed */
export function takeHit(
	{ kind, name, town, lon, lat, datum, inexact }: SearchHit,
	asked: string,
): Pick<Intake, 'where' | 'place'> {
	const insteadOf = inexact ? asked : null;
	if (kind !== 'coordinates' || !datum) {
		return { where: name, place: { lon, lat, given: null, name, town, kind, insteadOf } };
	}
	const [givenLon = lon, givenLat = lat] = name.split(', ').map(Number);
	const given = { lon: givenLon, lat: givenLat, crs: datum };
	return { where: name, place: { lon, lat, given, name: '', town: null, kind, insteadOf } };
}
