import type { Reason } from '../../../domain/alert/shapes.ts';
import { isBurning, type Situation } from '../../../domain/alert/situation.ts';
import type { Target } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { RunCardObject } from '../../../domain/service/run-card.ts';

/** What of a target decides level and run card. */
export type LevelFacts = Pick<
	Target,
	'use' | 'codeClass' | 'heightM' | 'floors' | 'floorsBelow' | 'keyUnit' | 'footprintM2'
>;

/** What of an alarm does. */
export type LevelSituation = Pick<Situation, 'type' | 'fireFloor' | 'substance'>;

/** A level and what speaks for it. */
export interface ProposedLevel {
	readonly level: number;
	/** What speaks for it first, then what is not known. */
	readonly reasons: readonly Reason[];
	readonly sourced: Sourced;
}

const HIGH_RISE: ReadonlySet<string> = new Set(['high-1', 'high-2', 'super-high', 'high-factory']);
/** Categories of key units (MPS Order 61 Art. 13) that are 人员密集场所, 易燃易爆场所; the others count as 重要场所. */
const CROWDED_CATEGORIES: ReadonlySet<number> = new Set([1, 2, 5, 9]);
const FLAMMABLE_CATEGORY = 8;

/** Whether the target is a high-rise by GB 50016 table 5.1.1; false where the class is unknown. */
export function isHighRise(target: Pick<Target, 'codeClass'> | null): boolean {
	return target?.codeClass != null && HIGH_RISE.has(target.codeClass);
}

/**
 * Rule A19: which level (火警等级, 1 = the smallest) do the criteria of XF/T 1340 propose by what the data can tell? A high-rise, a fire
 * below ground, a crowded, flammable or important place: `force.specialLevel`, a building of over 100 m `force.superHighLevel`; else 1.
 * People trapped and the burning area are not in the data: said as unknown, never taken for none. What is no fire gets level 1 of its own
 * scale (应急救援). No target: 1, and said.
 */
export function proposeLevel(
	target: LevelFacts | null,
	{ type, fireFloor, substance }: LevelSituation,
	values: ServiceValues,
): ProposedLevel {
	const reasons: Reason[] = [];
	const assumptions: string[] = [];
	let level = 1;
	const raise = (to: 'force.specialLevel' | 'force.superHighLevel', code: string, params: Reason['params'] = {}) => {
		level = Math.max(level, values[to]);
		if (!assumptions.includes(to)) assumptions.push(to);
		reasons.push({ code, params });
	};
	const isFire = type === 'fire' || type === 'hazmat';
	if (!isFire) reasons.push({ code: 'level-no-fire', params: {} });
	if (substance !== null || type === 'hazmat') raise('force.specialLevel', 'level-hazardous', {});
	if (isFire && target) {
		const category = target.keyUnit?.category ?? null;
		const isSuperHigh = target.codeClass === 'super-high';
		if (isSuperHigh) raise('force.superHighLevel', 'level-super-high', { heightM: target.heightM });
		else if (isHighRise(target)) raise('force.specialLevel', 'level-high-rise', { codeClass: target.codeClass });
		if (fireFloor !== null && fireFloor < 0) raise('force.specialLevel', 'level-underground', { floor: fireFloor });
		if (category === FLAMMABLE_CATEGORY)
			raise('force.specialLevel', 'level-flammable', { name: target.keyUnit?.name ?? '' });
		else if (category !== null && CROWDED_CATEGORIES.has(category))
			raise('force.specialLevel', 'level-crowded-unit', { name: target.keyUnit?.name ?? '' });
		else if (target.keyUnit) raise('force.specialLevel', 'level-important', { name: target.keyUnit.name });
		else if (target.use === 'commercial' || target.use === 'public') raise('force.specialLevel', 'level-crowded');
		if (level === 1 && reasons.length === 0) reasons.push({ code: 'level-ordinary', params: {} });
		if (target.codeClass === null) reasons.push({ code: 'level-class-unknown', params: {} });
	}
	if (isFire && !target) reasons.push({ code: 'level-no-target', params: {} });
	reasons.push({ code: 'level-people-unknown', params: {} });
	if (isFire) reasons.push({ code: 'level-area-unknown', params: {} });
	const sourced: Sourced = {
		basis: 'estimated',
		source: 'fengtu',
		date: null,
		note: 'xf-t-1340',
		ruleId: 'A19',
		inputs: {
			incidentType: type,
			codeClass: target?.codeClass ?? null,
			use: target?.use ?? null,
			heightM: target?.heightM ?? null,
			keyUnitCategory: target?.keyUnit?.category ?? null,
			fireFloor,
			substance,
			peopleTrapped: null,
			burningAreaM2: null,
		},
		assumptions,
	};
	return { level, reasons, sourced };
}

/** Which run card holds: by what burns and where, before by what the building is. */
export function nameCardObject(target: LevelFacts | null, situation: LevelSituation): RunCardObject {
	const { type, fireFloor, substance } = situation;
	const isFlammable = type === 'fire' && target?.keyUnit?.category === FLAMMABLE_CATEGORY;
	if (type === 'hazmat' || substance !== null || isFlammable)
		return isBurning(situation) ? 'chemical-fire' : 'chemical';
	if (type !== 'fire') return 'rescue';
	if (fireFloor !== null && fireFloor < 0) return 'underground';
	if (isHighRise(target)) return 'high-rise';
	return target?.use === 'factory' || target?.use === 'warehouse' ? 'industrial' : 'ordinary';
}
