import type { Reason } from '../../../domain/alert/shapes.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import type { Basis, Sourced } from '../../../domain/building.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';
import type { Site } from '../site.ts';
import type { PlanePolygon } from './offset-shape.ts';

/** Polygons on the plane as they travel: [lon, lat], 1e-7 degrees. */
export function toPolygons({ plane }: Site, polygons: readonly PlanePolygon[]): Zone['polygons'] {
	return polygons.map((rings) => rings.map((ring) => ring.map((xy) => toPosition(plane, xy))));
}

/** One place as it travels. */
export function toPosition(plane: Site['plane'], xy: XY): [number, number] {
	const [lon, lat] = plane.toLonLat(xy);
	return [Math.round(lon * E7) / E7, Math.round(lat * E7) / E7];
}

/** A reason without an empty object to write each time. */
export function because(code: string, params: Reason['params'] = {}): Reason {
	return { code, params };
}

/** Where a zone's or post's numbers come from: of the target's data, as old as they are. */
export function sourceOf(
	{ manifest, target }: Site,
	ruleId: string,
	basis: Basis,
	inputs: NonNullable<Sourced['inputs']>,
	assumptions: readonly AssumptionId[],
): Sourced {
	const date = manifest.sources.find(({ key }) => key === target?.building.source)?.date ?? null;
	return { basis, source: 'fengtu', date, note: null, ruleId, inputs, assumptions: [...assumptions] };
}
