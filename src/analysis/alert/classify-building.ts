import type { BuildingUse } from '../../domain/building.ts';
import type { ServiceValues } from '../../domain/service/assumptions.ts';

/** Fire class of a building, GB 50016-2014 (2018) table 5.1.1; `high-factory` stands for 高层厂房 and 高层仓库. */
export type CodeClass = 'single-multi' | 'high-2' | 'high-1' | 'super-high' | 'high-factory';

/** Why a class cannot be told. */
export type ClassUnknownReason =
	| 'height-unknown'
	| 'use-unknown'
	| 'storey-area-above-24m-unknown'
	| 'public-kind-unknown'
	| 'floors-unknown';

/** The class, or null and why. */
export type Classified =
	| { readonly codeClass: CodeClass; readonly reason: null }
	| { readonly codeClass: null; readonly reason: ClassUnknownReason };

/**
 * Which fire class has a building? `heightM` is above ground (室外设计地面 to roof), `floors` above ground, `footprintM2` the largest a
 * storey can be. Unknown input leads to null with the reason, unless every row of the table gives the same class. Limits: `class.*` of the
 * service's table, which stand for GB 50016-2014 (2018) table 5.1.1 and its note on 超高层.
 */
export function classifyBuilding(
	building: {
		readonly use: BuildingUse;
		readonly heightM: number | null;
		readonly floors: number | null;
		readonly footprintM2: number;
	},
	values: ServiceValues,
): Classified {
	const { use, heightM, floors, footprintM2 } = building;
	if (floors === 1) return told('single-multi');
	if (heightM === null) return untold('height-unknown');
	switch (use) {
		case 'residential':
		case 'urban-village':
			if (heightM <= values['class.lowHomeM']) return told('single-multi');
			if (heightM <= values['class.secondClassHomeM']) return told('high-2');
			return told(heightM <= values['class.superHighM'] ? 'high-1' : 'super-high');
		case 'commercial':
		case 'office':
		case 'public':
			if (heightM <= values['class.lowCivilM']) return told('single-multi');
			if (heightM > values['class.superHighM']) return told('super-high');
			if (heightM > values['class.secondClassCivilM']) return told('high-1');
			if (use === 'public') return untold('public-kind-unknown');
			return footprintM2 <= values['class.largeStoreyM2'] ? told('high-2') : untold('storey-area-above-24m-unknown');
		case 'factory':
		case 'warehouse':
			if (heightM <= values['class.lowFactoryM']) return told('single-multi');
			return floors === null ? untold('floors-unknown') : told('high-factory');
		case 'other':
		case 'unknown':
			return heightM <= values['class.lowCivilM'] ? told('single-multi') : untold('use-unknown');
	}
}

function told(codeClass: CodeClass): Classified {
	return { codeClass, reason: null };
}

function untold(reason: ClassUnknownReason): Classified {
	return { codeClass: null, reason };
}
