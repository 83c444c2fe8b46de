import type { i18n } from 'i18next';
import type { Assumption } from '../../domain/service/assumption.ts';
import { ASSUMPTIONS, type AssumptionId } from '../../domain/service/assumptions.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import { findWord } from './say-code.ts';
import { formatFigure } from './say-input.ts';

/** Where a figure stands: nobody has checked it; checked against the text; the service's own word on it. */
export type AssumptionState = 'to-confirm' | 'verified' | 'confirmed' | 'changed';

/** A figure of the rules in words. */
export interface SaidAssumption {
	readonly id: string;
	readonly name: string;
	/** With its unit; a row of them by column. */
	readonly value: string;
	/** What stands in its place by default; null = it is the default. */
	readonly was: string | null;
	readonly range: string;
	readonly rules: readonly string[];
	readonly source: string;
	readonly state: AssumptionState;
}

const DEFAULTS: Readonly<Record<string, Assumption>> = ASSUMPTIONS;

/** Says one figure; undefined = the table has none by that id. @param table of the service; null = the defaults hold */
export function findAssumption(i18n: i18n, id: string, table: ServiceTable | null): SaidAssumption | undefined {
	if (!Object.hasOwn(DEFAULTS, id)) return undefined;
	const assumption = DEFAULTS[id] as Assumption;
	const key = id as AssumptionId;
	const value = table?.values[key] ?? assumption.value;
	const isChanged = table?.changed.has(key) ?? false;
	const [min, max] = assumption.range;
	return {
		id,
		name: findWord(i18n, 'assumption', id) ?? id,
		value: sayFigure(value, assumption),
		was: isChanged ? sayFigure(assumption.value, assumption) : null,
		range: withUnit(`${formatFigure(min)} – ${formatFigure(max)}`, assumption.unit),
		rules: assumption.rules,
		source: assumption.source,
		state: stateOf(key, assumption.verified, table),
	};
}

/** Every figure of the table in its order. */
export function listAssumptions(i18n: i18n, table: ServiceTable | null): SaidAssumption[] {
	return Object.keys(DEFAULTS).flatMap((id) => findAssumption(i18n, id, table) ?? []);
}

function stateOf(id: AssumptionId, isVerified: boolean, table: ServiceTable | null): AssumptionState {
	if (table?.changed.has(id)) return 'changed';
	if (table?.confirmed.has(id)) return 'confirmed';
	return isVerified ? 'verified' : 'to-confirm';
}

function sayFigure(value: number | readonly number[], { columns, unit }: Assumption): string {
	if (typeof value === 'number') return withUnit(formatFigure(value), unit);
	const entries = value.map((entry, index) => {
		const head = columns?.[index];
		return head === undefined ? formatFigure(entry) : `${head}: ${formatFigure(entry)}`;
	});
	return withUnit(entries.join(' · '), unit);
}

/** '1' is the unit of a bare factor; squares and cubes are written as such. */
function withUnit(text: string, unit: string): string {
	const written = unit.replaceAll(/(?<=m)2/g, '²').replaceAll(/(?<=m)3/g, '³');
	return unit === '1' ? text : `${text} ${written}`;
}
