import type { Target } from '../../domain/assessment.ts';
import type { Basis, Building, Sourced } from '../../domain/building.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { measureAreaM2, measurePerimeterM } from '../measure/footprint.ts';
import { formatAddress } from '../search/format-address.ts';
import { classifyBuilding } from './classify-building.ts';
import type { TargetCandidate } from './find-target.ts';
import { roundCm, roundTenth } from './round.ts';

/** The facts of a target building, each with its source: what the card shows. Unknown values are null and their source says so. */
export function describeTarget({ building, shape, distanceM }: TargetCandidate, manifest: PackManifest): Target {
	const footprintM2 = roundTenth(measureAreaM2(shape));
	const classified = classifyBuilding({ ...building, footprintM2 });
	const structure = building.structure === 'unknown' ? null : building.structure;
	const use = building.use === 'unknown' ? null : building.use;
	const address = formatAddress(building.street, building.houseNumber);
	const { filed, computed } = createSourcing(building, manifest);
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
			name: filed(building.name),
			address: filed(address),
			footprintM2: computed('computed', 'from-footprint'),
			perimeterM: computed('computed', 'outer-walls-only'),
			heightM: heightSource(building, filed(building.heightM)),
			floors: filed(building.floors),
			floorsBelow: filed(building.floorsBelow),
			structure: filed(structure),
			use: filed(use),
			year: filed(building.year),
			codeClass:
				classified.codeClass === null ? computed('unknown', classified.reason) : computed('norm', 'gb-50016-5.1.1'),
		},
	};
}

/** The rings as plain arrays, as the schemas of domain/api.ts want them. */
export function copyPolygons({ polygons }: Building): [number, number][][][] {
	return polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])));
}

function createSourcing(building: Building, manifest: PackManifest) {
	const date = manifest.sources.find(({ key }) => key === building.source)?.date ?? null;
	const source = building.source;
	return {
		/** A value the source holds, or does not. */
		filed: (value: unknown): Sourced =>
			value === null
				? { basis: 'unknown', source, date, note: 'not-on-file' }
				: { basis: 'registered', source, date, note: null },
		/** A value made here from the source's values: as old as they are. */
		computed: (basis: Basis, note: string): Sourced => ({ basis, source: 'fengtu', date, note }),
	};
}

function heightSource({ heightM, heightBasis, floors }: Building, filed: Sourced): Sourced {
	if (heightM === null) return { ...filed, note: floors === null ? 'no-floor-count' : 'not-on-file' };
	return { ...filed, basis: heightBasis, note: heightBasis === 'estimated' ? 'floors-x-storey-height' : null };
}
