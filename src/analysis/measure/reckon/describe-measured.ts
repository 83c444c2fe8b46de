import type { Building } from '../../../domain/building.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { MeasuredBuildingFacts, MeasuredSide } from '../../../domain/measure.ts';
import { listSides } from '../../alert/list-sides.ts';
import { measureBuildings } from '../../alert/measured-building.ts';
import { measureClearWidth } from '../../alert/target/measure-clear-width.ts';
import { measureAreaM2, measurePerimeterM } from '../footprint.ts';
import { createPlaneShape, type PlaneShape } from '../plane-shape.ts';
import { heightErrorM } from './point-error.ts';
import { type MeasureSite, planeOfBuildings } from './reckon-measure.ts';
import { readSideLimits } from './side-limits.ts';
import { areaErrorM2, lengthErrorM, type Space } from './space-line.ts';

/** Rule M1: all measures of one building at once: height, footprint, perimeter, and of each side its length, facade and clear width. */
export function describeMeasured(building: Building, site: MeasureSite): MeasuredBuildingFacts {
	const { values } = site;
	const { id, fid, heightM, heightBasis, minHeightM } = building;
	const plane = planeOfBuildings([building]);
	const shape = createPlaneShape(building.polygons, plane);
	const others = measureBuildings(site.listNeighbours(building), plane);
	const place = { target: { building, shape, distanceM: 0 }, findOthersIn: () => others };
	const search = { sampleM: values['side.sampleM'], searchM: values['side.searchM'] };
	const toLonLat = (xy: XY): LonLat => {
		const [lon, lat] = plane.toLonLat(xy);
		return { lon, lat };
	};
	const sides = listSides(shape, readSideLimits(values)).map((side): MeasuredSide => {
		const { clearWidthM, blockedBy } = measureClearWidth(place, side, search);
		return {
			id: side.id,
			bearingDeg: side.bearingDeg,
			lengthM: side.lengthM,
			facadeM2: heightM === null ? null : side.lengthM * (heightM - (minHeightM ?? 0)),
			clearWidthM,
			blockedBy,
			searchM: search.searchM,
			line: side.line.map(toLonLat),
		};
	});
	const shapeM = values['measure.footprintShapeM'];
	const height = heightM === null ? null : heightErrorM(heightBasis, heightM, values);
	return {
		id,
		fid,
		heightM,
		heightBasis,
		heightErrorM: height?.error ?? null,
		footprintM2: measureAreaM2(shape),
		footprintErrorM2: combine(shape, shapeM, areaErrorM2),
		perimeterM: measurePerimeterM(shape),
		perimeterErrorM: combine(shape, shapeM, (ring, errors) => lengthErrorM(ring, errors, true), true),
		lengthErrorM: shapeM,
		widthErrorM: Math.SQRT2 * shapeM,
		sides,
		assumptions: ['measure.footprintShapeM', ...(height?.assumptions ?? [])],
	};
}

/** Errors of the rings of a shape together. */
function combine(
	{ xy, ringStart, polygonStart }: PlaneShape,
	shapeM: number,
	reckon: (ring: Space[], errors: { acrossM: number; upM: number }[]) => number,
	isOuterOnly = false,
): number {
	const outer = new Set(polygonStart);
	let square = 0;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		if (isOuterOnly && !outer.has(ring)) continue;
		const places: Space[] = [];
		for (let v = ringStart[ring] as number; v + 1 < (ringStart[ring + 1] as number); v++) {
			places.push([xy[v * 2] as number, xy[v * 2 + 1] as number, 0]);
		}
		const errors = places.map(() => ({ acrossM: shapeM / Math.SQRT2, upM: 0 }));
		square += reckon(places, errors) ** 2;
	}
	return Math.sqrt(square);
}
