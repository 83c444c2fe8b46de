import type { PointRole } from './field-map.ts';
import { DIAMETER_UNITS, FLOW_UNITS, POINT_FIELDS, STATE_FLAGS, VOLUME_UNITS } from './point-fields.ts';
import type { RecognisedName } from './record-fields.ts';

const UNKNOWN: RecognisedName<PointRole> = { role: null, preference: 0, unit: null, whenTrue: null };
const UNITS: Partial<Record<PointRole, Readonly<Record<string, number>>>> = {
	flow_lps: FLOW_UNITS,
	diameter_mm: DIAMETER_UNITS,
	volume_m3: VOLUME_UNITS,
};

/** A unit as the tables write it: NFKC, small letters, no blanks and dots; `m^3` and `cbm` are m3, `h` and `hr` alike. */
export function normaliseUnit(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s.]/g, '')
		.replace('^', '')
		.replace('cbm', 'm3')
		.replace(/立方公尺/, '立方米')
		.replace(/\/(sec|second|秒鐘|秒钟)$/, '/s')
		.replace(/\/minute$/, '/min')
		.replace(/\/(hour|hr)$/, '/h')
		.replace(/小時/, '小时')
		.replace(/分鐘/, '分钟');
}

interface SplitName {
	readonly name: string;
	readonly unit: string | null;
}

/** `流量(L/s)`, `flow [m3/h]`, `flow_lps`, `volume m3`: the name and the unit that it ends with. */
function splitUnit(field: string): SplitName {
	const wide = field.normalize('NFKC').trim().toLowerCase();
	const compact = (text: string) => text.replace(/[\s_\-.]/g, '');
	const bracketed = /^(.+?)\s*[([【〔]([^)\]】〕]*)[)\]】〕]$/.exec(wide);
	if (bracketed) return { name: compact(bracketed[1] as string), unit: normaliseUnit(bracketed[2] as string) };
	const ended = /^(.+?)[\s_-](l\/?s|lps|l\/?min|lpm|m3\/?h|m3|mm|cm|mpa|kpa|bar|gpm|l)$/.exec(wide);
	if (!ended) return { name: compact(wide), unit: null };
	const unit = (ended[2] as string).replace(/^l(s|min)$/, 'l/$1').replace(/^m3h$/, 'm3/h');
	return { name: compact(ended[1] as string), unit };
}

/** Whether a unit belongs to a role; brackets that hold something else are part of no unit: `位置(详细)`. */
function knowsUnit(role: PointRole, unit: string): boolean {
	const units = UNITS[role];
	return units !== undefined && unit in units;
}

/** What is a field of a water or station input, by its name? Simplified and traditional Chinese, Japanese, English. */
export function recognisePointField(field: string): RecognisedName<PointRole> {
	const { name, unit } = splitUnit(field);
	for (const flags of STATE_FLAGS) {
		if (flags.fields.includes(name)) return { role: 'state', preference: -1, unit: null, whenTrue: flags.whenTrue };
	}
	for (const role of Object.keys(POINT_FIELDS) as PointRole[]) {
		const preference = POINT_FIELDS[role].indexOf(name);
		if (preference < 0) continue;
		return { role, preference, unit: unit !== null && knowsUnit(role, unit) ? unit : null, whenTrue: null };
	}
	return UNKNOWN;
}
