import type { Incident } from '../../domain/incident.ts';
import { formatPosition } from '../ui/format.ts';

/** Where an incident is, in the best words there are: address, name, what the caller gave, else coordinates with datum. */
export function nameIncidentPlace({ assessment, given, lon, lat }: Incident): string {
	const target = assessment?.target;
	const words = target?.match === 'inside' ? [target.address, target.name].filter(Boolean).join(' ') : '';
	return words || given.address || formatPosition(lon, lat);
}
