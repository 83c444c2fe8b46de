import { z } from 'zod';
import { DataError } from '../errors.ts';
import type { Assumption } from './assumption.ts';
import { ASSUMPTIONS, type AssumptionId, type ServiceValues } from './assumptions.ts';
import { DEFAULT_RUN_CARDS } from './default-run-cards.ts';
import {
	DEFAULT_INCIDENT_KINDS,
	DEFAULT_LEVELS,
	type IncidentKind,
	incidentKindSchema,
	type LevelRow,
	levelRowSchema,
} from './incident-types.ts';
import { type RunCard, runCardSchema } from './run-card.ts';

/** The figures, run cards, kinds of incident and levels that a fire service works by: fengtu's defaults with what the service put in their place. */
export interface ServiceTable {
	readonly values: ServiceValues;
	readonly runCards: readonly RunCard[];
	/** Kinds of incident by which alarms are taken, in the order in which they are offered. */
	readonly incidentTypes: readonly IncidentKind[];
	readonly levels: readonly LevelRow[];
	/** Figures that are the service's own. */
	readonly changed: ReadonlySet<AssumptionId>;
	/** Figures that the service has confirmed as they are. */
	readonly confirmed: ReadonlySet<AssumptionId>;
}

/**
 * The file in which a service writes its own figures: `values` by assumption id (a row as an array of the same length), ids it has
 * `confirmed` as they are, `runCards`, each in the place of the default for its object and level, `incidentTypes`, in the place of all of
 * fengtu's, and `levels`, each in the place of the default of its scheme.
 */
export const serviceFileSchema = z.strictObject({
	values: z.record(z.string(), z.union([z.number(), z.array(z.number())])).default({}),
	confirmed: z.array(z.string()).default([]),
	runCards: z.array(runCardSchema).default([]),
	incidentTypes: z.array(incidentKindSchema).max(500).default([]),
	levels: z.array(levelRowSchema).default([]),
});
export type ServiceFile = z.input<typeof serviceFileSchema>;

/** Every id, in the order of the table. */
export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

/**
 * Makes the table that rules are handed: the defaults, or with a service's file over them. `where` names the file in messages.
 * @throws DataError `service/bad-table` for an unknown id, a value out of its range, a row of another length, two cards for
 * one level, two kinds of one code
 */
export function createServiceTable(override?: unknown, where = 'service table'): ServiceTable {
	const { values: given, confirmed, runCards, incidentTypes, levels } = readFile(override ?? {}, where);
	const values: Record<string, number | readonly number[]> = {};
	const changed = new Set<AssumptionId>();
	const agreed = new Set<AssumptionId>();
	for (const id of ASSUMPTION_IDS) values[id] = ASSUMPTIONS[id].value;
	for (const [id, value] of Object.entries(given)) {
		const known = readId(id, `${where}: values`);
		checkValue(`${where}: values.${id}`, ASSUMPTIONS[known], value);
		(isSame(values[known], value) ? agreed : changed).add(known);
		values[known] = value;
	}
	for (const id of confirmed) agreed.add(readId(id, `${where}: confirmed`));
	return {
		values: values as ServiceValues,
		runCards: mergeRows(DEFAULT_RUN_CARDS, runCards, ({ object, level }) => `${object} ${level}`, `${where}: runCards`),
		incidentTypes:
			incidentTypes.length > 0
				? mergeRows([], incidentTypes, ({ code }) => code, `${where}: incidentTypes`)
				: DEFAULT_INCIDENT_KINDS,
		levels: mergeRows(DEFAULT_LEVELS, levels, ({ scheme, level }) => `${scheme} ${level}`, `${where}: levels`),
		changed,
		confirmed: agreed,
	};
}

function readFile(override: unknown, where: string): z.output<typeof serviceFileSchema> {
	const parsed = serviceFileSchema.safeParse(override);
	if (parsed.success) return parsed.data;
	const { path = [], message = 'expected a service table' } = parsed.error.issues[0] ?? {};
	const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], override);
	const place = `${where}: ${path.join('.') || 'whole'}`;
	throw new DataError('service/bad-table', `${place}: got ${JSON.stringify(found)?.slice(0, 60)}, ${message}`, {
		context: { where: place },
	});
}

function readId(id: string, where: string): AssumptionId {
	if (Object.hasOwn(ASSUMPTIONS, id)) return id as AssumptionId;
	throw badTable(where, id, 'an id that fengtu assumptions lists');
}

function checkValue(where: string, { value, range: [min, max], unit }: Assumption, given: number | readonly number[]) {
	const expected = typeof value === 'number' ? 'one number' : `a row of ${value.length}`;
	const isNumber = typeof given === 'number';
	if (isNumber !== (typeof value === 'number')) {
		throw badTable(where, isNumber ? String(given) : `a row of ${given.length}`, expected);
	}
	const entries = isNumber ? [given] : given;
	if (typeof value !== 'number' && entries.length !== value.length) {
		throw badTable(where, `a row of ${entries.length}`, expected);
	}
	for (const entry of entries) {
		if (!(entry >= min && entry <= max)) throw badTable(where, String(entry), `${min} to ${max} ${unit}`);
	}
}

function isSame(a: number | readonly number[] | undefined, b: number | readonly number[]): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

function mergeRows<T>(rows: readonly T[], own: readonly T[], keyOf: (row: T) => string, where: string): readonly T[] {
	const byKey = new Map(own.map((row) => [keyOf(row), row]));
	if (byKey.size < own.length) {
		const twice = own.find((row, i) => own.findIndex((other) => keyOf(other) === keyOf(row)) < i) as T;
		throw badTable(where, `${keyOf(twice)} twice`, 'once');
	}
	const known = new Set(rows.map(keyOf));
	return [...rows.map((row) => byKey.get(keyOf(row)) ?? row), ...own.filter((row) => !known.has(keyOf(row)))];
}

function badTable(where: string, found: string, expected: string): DataError {
	return new DataError('service/bad-table', `${where}: got ${found}, expected ${expected}`, {
		context: { where, found, expected },
	});
}
