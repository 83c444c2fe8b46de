import type { LonLat, Position } from './geo/lon-lat.ts';
import { FIRE_ENGINE_EXEMPTIONS, type FleetQuery } from './route.ts';
import type { VehicleProfile } from './vehicle.ts';

/** What decides who is first due. */
export interface FirstDue {
	readonly to: LonLat;
	readonly stations: readonly (LonLat & { readonly id: string })[];
	readonly vehicle: VehicleProfile;
	/** The building that the alarm is for; null = none is known: then the crew walks to the point. */
	readonly target: { readonly polygons: readonly (readonly (readonly Position[])[])[] } | null;
	readonly departAtMs: number;
	readonly count: number;
}

/**
 * Which question asks for the first-due stations of an alarm? The server's assessment and the page that finds the ways anew ask this
 * one, so that both answer alike. The crew walks to the nearest wall of the target.
 */
export function askFirstDue({ to, stations, vehicle, target, departAtMs, count }: FirstDue): FleetQuery {
	return {
		to: { lon: to.lon, lat: to.lat },
		starts: stations.map(({ id, lon, lat }) => ({ id, lon, lat, vehicle })),
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		departAtMs,
		count,
		building: askBuilding(target, null),
	};
}

/** A building as questions about ways name it; null = none. `side`: null = the nearest. */
export function askBuilding(
	target: FirstDue['target'],
	side: NonNullable<FleetQuery['building']>['side'],
): FleetQuery['building'] {
	if (!target) return null;
	const polygons = target.polygons.map((rings) =>
		rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
	);
	return { polygons, side };
}
