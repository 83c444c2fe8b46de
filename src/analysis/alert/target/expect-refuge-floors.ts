import type { BuildingUse } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';

/**
 * Rule A1: on which floors does GB 50016-2014 (2018) 5.5.23 let expect a refuge (避难层)? Civil buildings above 100 m have them: the first no
 * higher than 50 m above the ground, each next no more than 50 m above the last, until the top floor is within that. Each is taken as high
 * as the rule allows; the building's own plan decides. Empty = none needed; null = height, floors or use unknown.
 */
export function expectRefugeFloors(
	building: { readonly use: BuildingUse | null; readonly heightM: number | null; readonly floors: number | null },
	values: ServiceValues,
): number[] | null {
	const { use, heightM, floors } = building;
	if (floors === 1) return [];
	if (heightM === null) return null;
	if (heightM <= values['class.superHighM'] || use === 'factory' || use === 'warehouse') return [];
	if (use === null || use === 'unknown' || use === 'other' || floors === null) return null;
	const storeyM = heightM / floors;
	const expected: number[] = [];
	let levelM = 0;
	for (let upM = values['refuge.firstM']; (floors - 1) * storeyM - levelM > upM; upM = values['refuge.everyM']) {
		const floor = Math.floor((levelM + upM) / storeyM + 1e-9) + 1;
		const nextM = (floor - 1) * storeyM;
		if (nextM <= levelM) break;
		expected.push(floor);
		levelM = nextM;
	}
	return expected;
}
