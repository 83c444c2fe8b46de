import type { Position } from './geo/lon-lat.ts';
import type { FleetQuery } from './route.ts';

/** The building that an alarm is for; null = none is known: then the crew walks to the point. */
type AskedTarget = { readonly polygons: readonly (readonly (readonly Position[])[])[] } | null;

/** A building as questions about ways name it; null = none. `side`: null = the nearest. */
export function askBuilding(
	target: AskedTarget,
	side: NonNullable<FleetQuery['building']>['side'],
): FleetQuery['building'] {
	if (!target) return null;
	const polygons = target.polygons.map((rings) =>
		rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
	);
	return { polygons, side };
}
