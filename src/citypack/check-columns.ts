import { BASES, BUILDING_STRUCTURES, BUILDING_USES, type Building } from '../domain/building.ts';
import { type BBox, E7 } from '../domain/geo/lon-lat.ts';
import { type BuildingColumns, UNKNOWN_COLUMN_GROUND, UNKNOWN_COLUMN_U32 } from '../domain/pack/building-columns.ts';
import { type BuildingPages, pageCapacity } from '../domain/pack/building-pages.ts';
import { HILBERT_LEVELS } from './order/hilbert.ts';
import { boxCentre, buildingKey } from './order/order-buildings.ts';

/** Asks of the buildings of a pack, one after another, whether columns, pages and order agree with buildings.fgb. */
interface ColumnsCheck {
	/** What is wrong about the building at this ordinal; undefined = nothing. Ordinals must come in order. */
	findFault(building: Building, ordinal: number, box: BBox): string | undefined;
}

/** Makes the check of a pack. */
export function createColumnsCheck(columns: BuildingColumns, { table }: BuildingPages): ColumnsCheck {
	const keysInPage = 4 ** (HILBERT_LEVELS - table.pageLevel);
	const capacity = pageCapacity(table.pageLevel);
	let lastKey = 0;
	return {
		findFault: (building, ordinal, box) => {
			const [west, south, east, north] = box.map((side) => Math.round(side * E7)) as [number, number, number, number];
			const lonE7 = boxCentre(west, east);
			const latE7 = boxCentre(south, north);
			const key = buildingKey(table.grid, lonE7, latE7);
			const page = Math.floor(building.fid / capacity);
			const expectedPage = Math.floor(key / keysInPage);
			if (key < lastKey) return `got key ${key} on the curve, expected at least ${lastKey}`;
			lastKey = key;
			if (page !== expectedPage) return `got page ${page}, expected ${expectedPage}`;
			const found = numbersAt(columns, ordinal);
			const expected = [lonE7, latE7, ...numbersOf(building)];
			const at = expected.findIndex((value, i) => value !== found[i]);
			return at < 0 ? undefined : `${COMPARED[at]}: got ${found[at]}, expected ${expected[at]}`;
		},
	};
}

/** Columns that buildings.fgb has as well. */
const COMPARED = [
	'centreLonE7',
	'centreLatE7',
	'heightCm',
	'heightBasis',
	'minHeightCm',
	'groundCm',
	'floors',
	'year',
	'use',
	'structure',
	'residents',
] as const;

function numbersAt(columns: BuildingColumns, ordinal: number): number[] {
	return COMPARED.map((name) => columns[name][ordinal] as number);
}

function numbersOf(building: Building): number[] {
	const { heightM, minHeightM, groundM } = building;
	return [
		heightM === null ? UNKNOWN_COLUMN_U32 : Math.round(heightM * 100),
		BASES.indexOf(building.heightBasis),
		minHeightM === null ? 0 : Math.round(minHeightM * 100),
		groundM === null ? UNKNOWN_COLUMN_GROUND : Math.round(groundM * 100),
		building.floors ?? 0,
		building.year ?? 0,
		BUILDING_USES.indexOf(building.use),
		BUILDING_STRUCTURES.indexOf(building.structure),
		building.residents ?? UNKNOWN_COLUMN_U32,
	];
}
