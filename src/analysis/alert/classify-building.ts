import type { BuildingUse } from '../../domain/building.ts';

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
 * Limits of GB 50016-2014 (2018) table 5.1.1 and its note on 超高层, metres above ground and square metres.
 * From memory, not checked against the official text (fire-facts 1.1 [K]).
 */
export const CLASS_LIMITS = {
	lowCivilM: 24,
	lowHomeM: 27,
	secondClassCivilM: 50,
	secondClassHomeM: 54,
	superHighM: 100,
	lowFactoryM: 24,
	/** A storey above 24 m with more shop, exhibition or mixed-use floor than this makes 一类. */
	largeStoreyM2: 1000,
	verified: false,
} as const;

/**
 * Which fire class has a building? `heightM` is above ground (室外设计地面 to roof), `floors` above ground, `footprintM2` the largest a
 * storey can be. Unknown input leads to null with the reason, unless every row of the table gives the same class.
 */
export function classifyBuilding(building: {
	readonly use: BuildingUse;
	readonly heightM: number | null;
	readonly floors: number | null;
	readonly footprintM2: number;
}): Classified {
	const { use, heightM, floors, footprintM2 } = building;
	if (floors === 1) return told('single-multi');
	if (heightM === null) return untold('height-unknown');
	switch (use) {
		case 'residential':
		case 'urban-village':
			if (heightM <= CLASS_LIMITS.lowHomeM) return told('single-multi');
			if (heightM <= CLASS_LIMITS.secondClassHomeM) return told('high-2');
			return told(heightM <= CLASS_LIMITS.superHighM ? 'high-1' : 'super-high');
		case 'commercial':
		case 'office':
		case 'public':
			if (heightM <= CLASS_LIMITS.lowCivilM) return told('single-multi');
			if (heightM > CLASS_LIMITS.superHighM) return told('super-high');
			if (heightM > CLASS_LIMITS.secondClassCivilM) return told('high-1');
			if (use === 'public') return untold('public-kind-unknown');
			return footprintM2 <= CLASS_LIMITS.largeStoreyM2 ? told('high-2') : untold('storey-area-above-24m-unknown');
		case 'factory':
		case 'warehouse':
			if (heightM <= CLASS_LIMITS.lowFactoryM) return told('single-multi');
			return floors === null ? untold('floors-unknown') : told('high-factory');
		case 'other':
		case 'unknown':
			return heightM <= CLASS_LIMITS.lowCivilM ? told('single-multi') : untold('use-unknown');
	}
}

function told(codeClass: CodeClass): Classified {
	return { codeClass, reason: null };
}

function untold(reason: ClassUnknownReason): Classified {
	return { codeClass: null, reason };
}
