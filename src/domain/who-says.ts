import type { Building, BuildingStatement } from './building.ts';

/** A value of a building's field and the key of the source that says it. */
type Said = Pick<BuildingStatement, 'value' | 'source'>;

/**
 * Who says the value that a building carries of a field: the source of the statement that is used, else the building's own. And
 * what others say that contradicts it; empty = nobody does.
 */
export function whoSays(
	{ source, statements }: Pick<Building, 'source' | 'statements'>,
	field: BuildingStatement['field'],
): { readonly source: string; readonly others: readonly Said[] } {
	const said = statements.filter((statement) => statement.field === field);
	return {
		source: said.find(({ used }) => used)?.source ?? source,
		others: said.filter(({ used }) => !used).map(({ value, source }) => ({ value, source })),
	};
}
