import type { Target } from '../../domain/assessment.ts';
import type { Basis, Building, BuildingStatement, Sourced } from '../../domain/building.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { whoSays } from '../../domain/who-says.ts';
import { measureAreaM2, measurePerimeterM } from '../measure/footprint.ts';
import { roundCm, roundTenth } from '../measure/round.ts';
import { formatAddress } from '../search/format-address.ts';
import { classifyBuilding } from './classify-building.ts';
import type { TargetCandidate } from './find-target.ts';

/** The facts of a target building, each with its source: what the card shows. Unknown values are null and their source says so. */
export function describeTarget({ building, shape, distanceM }: TargetCandidate, manifest: PackManifest): Target {
	const footprintM2 = roundTenth(measureAreaM2(shape));
	const classified = classifyBuilding({ ...building, footprintM2 });
	const structure = building.structure === 'unknown' ? null : building.structure;
	const use = building.use === 'unknown' ? null : building.use;
	const address = formatAddress(building.street, building.houseNumber);
	const { filed, stated, computed } = createSourcing(building, manifest);
	return {
		id: building.id,
		fid: building.fid,
		name: building.name,
		address,
		footprintM2,
		perimeterM: roundCm(measurePerimeterM(shape)),
		heightM: building.heightM,
		floors: building.floors,
		floorsBelow: building.floorsBelow,
		structure,
		use,
		year: building.year,
		codeClass: classified.codeClass,
		polygons: copyPolygons(building),
		match: distanceM === 0 ? 'inside' : 'near',
		distanceM: roundCm(distanceM),
		sources: {
			name: stated(building.name, 'name'),
			address: filed(address),
			footprintM2: computed('computed', 'from-footprint'),
			perimeterM: computed('computed', 'outer-walls-only'),
			heightM: heightSource(building, stated),
			floors: stated(building.floors, 'floors'),
			floorsBelow: stated(building.floorsBelow, 'floors_below'),
			structure: stated(structure, 'structure'),
			use: stated(use, 'use'),
			year: stated(building.year, 'year'),
			codeClass:
				classified.codeClass === null ? computed('unknown', classified.reason) : computed('norm', 'gb-50016-5.1.1'),
		},
	};
}

/** The rings as plain arrays, as the schemas of domain/api.ts want them. */
export function copyPolygons({ polygons }: Building): [number, number][][][] {
	return polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])));
}

/** The source of a value of a field on which several sources may speak. */
type Stated = (value: unknown, field: BuildingStatement['field']) => Sourced;

function createSourcing(building: Building, manifest: PackManifest) {
	const dateOf = (source: string) => manifest.sources.find(({ key }) => key === source)?.date ?? null;
	const filed = (value: unknown, source = building.source): Sourced =>
		value === null
			? { basis: 'unknown', source, date: dateOf(source), note: 'not-on-file' }
			: { basis: 'registered', source, date: dateOf(source), note: null };
	const stated: Stated = (value, field) => {
		const { source, others } = whoSays(building, field);
		return { ...filed(value, source), ...(others.length > 0 && { others: [...others] }) };
	};
	return {
		/** A value the building's own source holds, or does not. */
		filed,
		stated,
		/** A value made here from the source's values: as old as they are. */
		computed: (basis: Basis, note: string): Sourced => ({
			basis,
			source: 'fengtu',
			date: dateOf(building.source),
			note,
		}),
	};
}

function heightSource({ heightM, heightBasis, floors }: Building, stated: Stated): Sourced {
	const given = stated(heightM, 'height_m');
	if (heightM === null) return { ...given, note: floors === null ? 'no-floor-count' : 'not-on-file' };
	if (heightBasis !== 'estimated') return { ...given, basis: heightBasis, note: null };
	// Made of the floors: what is said of them is said of it.
	const { source, date } = stated(floors, 'floors');
	return { ...given, source, date, basis: 'estimated', note: 'floors-x-storey-height' };
}
