import type { Target } from '../../domain/assessment.ts';
import type { Basis, Building, BuildingStatement, Sourced } from '../../domain/building.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import type { Place } from '../../domain/place.ts';
import type { AssumptionId } from '../../domain/service/assumptions.ts';
import { whoSays } from '../../domain/who-says.ts';
import { measureAreaM2, measurePerimeterM } from '../measure/footprint.ts';
import { roundCm, roundTenth } from '../measure/round.ts';
import { formatAddress } from '../search/format-address.ts';
import { classifyBuilding } from './classify-building.ts';
import type { TargetCandidate } from './find-target.ts';
import type { Site } from './site.ts';
import { ACCESS_ASSUMPTIONS, CLEAR_WIDTH_ASSUMPTIONS, describeSides } from './target/describe-sides.ts';
import { expectFireGrade } from './target/expect-fire-grade.ts';
import { expectRefugeFloors } from './target/expect-refuge-floors.ts';
import { findKeyUnit } from './target/find-key-unit.ts';

const CLASS_ASSUMPTIONS: AssumptionId[] = [
	'class.lowCivilM',
	'class.lowHomeM',
	'class.secondClassCivilM',
	'class.secondClassHomeM',
	'class.superHighM',
	'class.lowFactoryM',
	'class.largeStoreyM2',
];

/**
 * The facts of a target building, each with its source: what the card shows. Unknown values are null and their source says so. `keyUnits`:
 * those around.
 */
export function describeTarget(site: Site, target: TargetCandidate, keyUnits: readonly Place[]): Target {
	const { building, shape, distanceM } = target;
	const { manifest, plane } = site;
	const { values } = site.table;
	const footprintM2 = roundTenth(measureAreaM2(shape));
	const classified = classifyBuilding({ ...building, footprintM2 }, values);
	const structure = building.structure === 'unknown' ? null : building.structure;
	const use = building.use === 'unknown' ? null : building.use;
	const address = formatAddress(building.street, building.houseNumber);
	const fireGrade = expectFireGrade(structure, classified.codeClass, values);
	const refugeFloors = expectRefugeFloors({ ...building, use }, values);
	const keyUnit = findKeyUnit(keyUnits, target, plane);
	const { heightM, floors } = building;
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
		fireGrade,
		residents: building.residents,
		refugeFloors,
		keyUnit,
		sides: describeSides(site),
		polygons: copyPolygons(building),
		match: distanceM === 0 ? 'inside' : 'near',
		distanceM: roundCm(distanceM),
		sources: {
			name: stated(building.name, 'name'),
			address: filed(address),
			footprintM2: { ...computed('computed', 'from-footprint'), ruleId: 'A1' },
			perimeterM: { ...computed('computed', 'outer-walls-only'), ruleId: 'A1' },
			gapM: { ...computed('computed', 'from-footprint'), ruleId: 'A2' },
			heightM: heightSource(building, stated),
			floors: stated(building.floors, 'floors'),
			floorsBelow: stated(building.floorsBelow, 'floors_below'),
			structure: stated(structure, 'structure'),
			use: stated(use, 'use'),
			year: stated(building.year, 'year'),
			residents: stated(building.residents, 'residents'),
			codeClass: {
				...(classified.codeClass === null
					? computed('unknown', classified.reason)
					: computed('norm', 'gb-50016-5.1.1')),
				ruleId: 'A1',
				inputs: { use, heightM, floors, footprintM2 },
				assumptions: CLASS_ASSUMPTIONS,
			},
			fireGrade: {
				...(fireGrade === null
					? computed('unknown', 'structure-unknown')
					: computed('norm', 'fire-grade-by-structure')),
				ruleId: 'A1',
				inputs: { structure, codeClass: classified.codeClass },
				assumptions: ['fireGrade.byStructure'],
			},
			refugeFloors: {
				...(refugeFloors === null ? computed('unknown', 'refuge-inputs-unknown') : computed('norm', 'gb-50016-5.5.23')),
				ruleId: 'A1',
				inputs: { use, heightM, floors },
				assumptions: ['class.superHighM', 'refuge.firstM', 'refuge.everyM'],
			},
			clearWidthM: {
				...computed('computed', 'from-footprint'),
				ruleId: 'A7',
				assumptions: [...CLEAR_WIDTH_ASSUMPTIONS],
			},
			access: {
				...(site.roads ? computed('computed', 'roads-beside') : computed('unknown', 'no-roads')),
				ruleId: 'A7',
				assumptions: [...ACCESS_ASSUMPTIONS],
			},
			keyUnit: keyUnit ? filed(keyUnit.id) : filed(null),
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
