import type { Separation } from '../../../domain/alert/sides.ts';
import type { Building } from '../../../domain/building.ts';
import { ASSUMPTIONS, type AssumptionId, type ServiceValues } from '../../../domain/service/assumptions.ts';
import { roundCm } from '../../measure/round.ts';
import { classifyBuilding } from '../classify-building.ts';
import { expectFireGrade } from '../target/expect-fire-grade.ts';

/** Rows of tables 5.2.2 and 3.4.1 by the building that stands in them; 丙 is assumed of every factory and warehouse. */
const CIVIL_ROWS = {
	high: 'separation.civilHighM',
	'low-12': 'separation.civilLow12M',
	'low-3': 'separation.civilLow3M',
	'low-4': 'separation.civilLow4M',
} as const satisfies Record<string, AssumptionId>;
const FACTORY_ROWS = {
	'factory-12': 'separation.factory12M',
	'factory-3': 'separation.factory3M',
	'factory-4': 'separation.factory4M',
	'factory-high': 'separation.factoryHighM',
} as const satisfies Record<string, AssumptionId>;
const FACTORY_CIVIL_ROWS = {
	'factory-12': 'separation.factory12CivilM',
	'factory-3': 'separation.factory3CivilM',
	'factory-4': 'separation.factory4CivilM',
	'factory-high': 'separation.factoryHighCivilM',
} as const satisfies Record<string, AssumptionId>;

const CIVIL_CLAUSE = '5.2.2';
const FACTORY_CLAUSE = '3.4.1';

/** Where a building stands in the tables, or why that cannot be told. */
type Standing =
	| { readonly kind: 'civil'; readonly row: keyof typeof CIVIL_ROWS; readonly high: 'high-1' | 'high-2' | null }
	| { readonly kind: 'factory'; readonly row: keyof typeof FACTORY_ROWS }
	| { readonly kind: null; readonly reason: string };

/** A building as the tables ask for it. */
export type SeparatedBuilding = Pick<Building, 'use' | 'structure' | 'heightM' | 'floors'> & {
	readonly footprintM2: number;
};

/**
 * Rule A6: how far apart should two buildings stand, and how much is missing? GB 50016-2014 (2018) tables 5.2.2 (civil) and 3.4.1 (a
 * factory or warehouse, hazard 丙 assumed). A podium stands by its own height, as a multi-storey building. No reduction is made: whether
 * walls are blank is unknown, and above 100 m none may be. Unknown use, height or structure: null with the reason.
 */
export function requireSeparation(
	a: SeparatedBuilding,
	b: SeparatedBuilding,
	gapM: number,
	values: ServiceValues,
): Separation {
	const [own, other] = [standIn(a, values), standIn(b, values)];
	if (own.kind === null) return unknown(own.reason, 'target');
	if (other.kind === null) return unknown(other.reason, 'neighbour');
	if (own.kind === 'civil' && other.kind === 'civil') {
		return answer(CIVIL_CLAUSE, CIVIL_ROWS[own.row], own.row, other.row, gapM, values);
	}
	if (own.kind === 'factory' && other.kind === 'factory') {
		return answer(FACTORY_CLAUSE, FACTORY_ROWS[own.row], own.row, other.row, gapM, values);
	}
	const [factory, civil] = own.kind === 'factory' ? [own, other] : [other, own];
	if (factory.kind !== 'factory' || civil.kind !== 'civil') return unknown('use-unknown', 'target');
	if (civil.row === 'high' && civil.high === null)
		return unknown('class-unknown', own.kind === 'civil' ? 'target' : 'neighbour');
	return answer(FACTORY_CLAUSE, FACTORY_CIVIL_ROWS[factory.row], factory.row, civil.high ?? civil.row, gapM, values);
}

/** The largest distance that the tables ask for: of what stands farther off nothing is to be said. */
export function findLargestSeparationM(values: ServiceValues): number {
	const ids = [...Object.values(CIVIL_ROWS), ...Object.values(FACTORY_ROWS), ...Object.values(FACTORY_CIVIL_ROWS)];
	return Math.max(...ids.flatMap((id) => values[id]));
}

function answer(
	clause: string,
	id: AssumptionId,
	row: string,
	column: string,
	gapM: number,
	values: ServiceValues,
): Separation {
	const columns = 'columns' in ASSUMPTIONS[id] ? ASSUMPTIONS[id].columns : undefined;
	const requiredM = (values[id] as readonly number[])[columns?.indexOf(column) ?? -1] ?? null;
	const deficitM = requiredM === null ? null : roundCm(Math.max(0, requiredM - gapM));
	return { requiredM, deficitM, clause, row, column, reason: null };
}

function unknown(reason: string, whose: 'target' | 'neighbour'): Separation {
	return { requiredM: null, deficitM: null, clause: null, row: null, column: null, reason: `${whose}-${reason}` };
}

function standIn(building: SeparatedBuilding, values: ServiceValues): Standing {
	const { use, heightM, floors } = building;
	if (use === 'unknown' || use === 'other') return { kind: null, reason: 'use-unknown' };
	const grade = expectFireGrade(building.structure, null, values);
	const isFactory = use === 'factory' || use === 'warehouse';
	const isHome = use === 'residential' || use === 'urban-village';
	const lowM = values[isFactory ? 'class.lowFactoryM' : isHome ? 'class.lowHomeM' : 'class.lowCivilM'];
	if (floors !== 1) {
		if (heightM === null) return { kind: null, reason: 'height-unknown' };
		if (isFactory && heightM > lowM && floors === null) return { kind: null, reason: 'floors-unknown' };
		if (heightM > lowM) {
			// A high-rise is of grade 1 or 2, whatever its structure on file.
			if (isFactory) return { kind: 'factory', row: 'factory-high' };
			const { codeClass } = classifyBuilding(building, values);
			const high = codeClass === null ? null : codeClass === 'high-2' ? 'high-2' : 'high-1';
			return { kind: 'civil', row: 'high', high };
		}
	}
	if (grade === null) return { kind: null, reason: 'structure-unknown' };
	const column = grade <= 2 ? '12' : grade === 3 ? '3' : '4';
	return isFactory
		? { kind: 'factory', row: `factory-${column}` }
		: { kind: 'civil', row: `low-${column}`, high: null };
}
