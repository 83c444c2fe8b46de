import type { BuildingStructure } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { ASSUMPTIONS } from '../../../domain/service/assumptions.ts';

const STRUCTURES = ASSUMPTIONS['fireGrade.byStructure'].columns ?? [];

/**
 * Rule A1: which fire resistance grade (耐火等级, 1 to 4) does a structure let expect? null = structure unknown. A high-rise of the first
 * class, and all above it, must be of grade 1 (GB 50016-2014 (2018) 5.1.3), so one whose structure allows 2 is taken to be 1. What was
 * approved on paper is not known here.
 */
export function expectFireGrade(
	structure: BuildingStructure | null,
	codeClass: string | null,
	values: ServiceValues,
): number | null {
	if (structure === null) return null;
	const grade = values['fireGrade.byStructure'][STRUCTURES.indexOf(structure)] ?? null;
	return grade === 2 && (codeClass === 'high-1' || codeClass === 'super-high') ? 1 : grade;
}
