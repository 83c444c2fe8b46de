import { BUILDING_FIELDS, ROW_NUMBER_FIELDS } from './building-fields.ts';
import type { BuildingRole } from './field-map.ts';
import { parseLengthUnit } from './parse-measure.ts';

/** What a field's name says. */
interface RecognisedField {
	/** null = nothing known. */
	readonly role: BuildingRole | 'row-number' | null;
	/** Place in the role's order of preference; lower is better. */
	readonly preference: number;
	/** 'cm', 'ft' ..., where the name says one that is a length. */
	readonly unit: string | null;
}

const COUNTED = /^(层|層|階|f|人|年)$/i;

/**
 * A field's name without what people vary: full width, capitals, blanks, underscores, hyphens; and its unit, said in brackets
 * (`高度(米)`, `H[ft]`) or at the end (`height_cm`, `heightM`). Brackets that hold no unit belong to the name.
 */
export function normaliseFieldName(name: string): { readonly name: string; readonly unit: string | null } {
	const given = name.normalize('NFKC').trim();
	const brackets = /^(.+?)\s*[([【〔](.*)[)\]】〕]$/.exec(given);
	const ending =
		/^(.+?)[\s_-]+(cm|mm|dm|m|ft|feet|met(?:re|er)s?)$/i.exec(given) ?? /^(.*[a-z])(Cm|Mm|M|Ft)$/.exec(given);
	let base = given;
	let unit: string | null = null;
	if (brackets && (parseLengthUnit(brackets[2] as string) !== null || COUNTED.test(brackets[2] as string))) {
		base = brackets[1] as string;
		unit = brackets[2] as string;
	} else if (ending) {
		base = ending[1] as string;
		unit = ending[2] as string;
	}
	return {
		name: base.toLowerCase().replace(/[\s_.-]/g, ''),
		unit: unit !== null && parseLengthUnit(unit) !== null ? unit.toLowerCase() : null,
	};
}

const BY_NAME = new Map<string, { role: BuildingRole | 'row-number'; preference: number }>();
for (const [role, names] of Object.entries(BUILDING_FIELDS) as [BuildingRole, readonly string[]][]) {
	for (const [preference, name] of names.entries()) BY_NAME.set(name, { role, preference });
}
for (const [preference, name] of ROW_NUMBER_FIELDS.entries()) BY_NAME.set(name, { role: 'row-number', preference });

/** What is a field of a building input, by its name? */
export function recogniseField(field: string): RecognisedField {
	const { name, unit } = normaliseFieldName(field);
	const found = BY_NAME.get(name);
	return found ? { ...found, unit } : { role: null, preference: 0, unit: null };
}
