/**
 * A figure that a rule of the alert assessment reckons with. Those that no one has checked against the official text, or that are a
 * matter of the service's own practice, are not verified: a fire service confirms or replaces them in its service table.
 */
export interface Assumption<V extends number | readonly number[] = number | readonly number[]> {
	/** One number, or a row of them; `columns` says what the entries of a row stand for. */
	readonly value: V;
	/** 'm', 's', 'L/s', 'kW/m2', '1' for a bare factor or share ... */
	readonly unit: string;
	/** Smallest and largest that the table takes. */
	readonly range: readonly [min: number, max: number];
	/** Rules that reckon with it, ids of analysis/alert/RULES.md or analysis/measure/RULES.md. */
	readonly rules: readonly string[];
	/** Clause and edition, or the row of fire-facts with its mark; 'assumption, not sourced'. */
	readonly source: string;
	/** Whether somebody has checked it against the official text. */
	readonly verified: boolean;
	/** Heads of the entries of a row, e.g. upper limits of volume in m3; absent for one number. */
	readonly columns?: readonly string[];
}

/** Writes one figure down. */
export function assume(
	value: number,
	unit: string,
	range: readonly [number, number],
	rules: readonly string[],
	source: string,
	verified = false,
): Assumption<number> {
	return { value, unit, range, rules, source, verified };
}

/** Writes one row of figures down. */
export function assumeRow(
	value: readonly number[],
	columns: readonly string[],
	unit: string,
	range: readonly [number, number],
	rules: readonly string[],
	source: string,
	verified = false,
): Assumption<readonly number[]> {
	return { value, columns, unit, range, rules, source, verified };
}
