import type { BuildReport } from '../citypack/build-city-pack.ts';
import type { InputReport } from '../citypack/read/input-report.ts';

/** Fields without a role that are named; the rest is counted. */
const OTHERS_NAMED = 8;
const WIDTH = 24;

/** How an input was read, line by line: kind, format, coordinate system, counts, and which field became what. */
export function describeInput(input: InputReport): string[] {
	const { path, kind, kindBy, format, crs, crsEvidence, fields, read, kept, repaired, refused } = input;
	const told = kindBy === 'given' ? kind : `${kind} (told by: ${kindBy})`;
	const lines = [
		`${path}: ${told}, ${format}, ${crs} (${crsEvidence})`,
		`  ${kept} kept of ${read} read, ${repaired} repaired, ${refused} refused`,
	];
	for (const { field, role, values, unread = 0 } of fields) {
		if (role === null) continue;
		const unreadable = unread > 0 ? `, ${unread} of them not readable` : '';
		lines.push(`  ${padColumns(field)} -> ${role.padEnd(WIDTH)} ${values} values${unreadable}`);
	}
	const others = fields.filter(({ role, values }) => role === null && values > 0).map(({ field }) => field);
	if (others.length > 0) {
		const more = others.length > OTHERS_NAMED ? ` and ${others.length - OTHERS_NAMED} more` : '';
		lines.push(`  kept as they are: ${others.slice(0, OTHERS_NAMED).join(', ')}${more}`);
	}
	return lines;
}

/** What a build made, and what a person should look at. */
export function describeBuild(out: string, report: BuildReport): string[] {
	const { buildings, tiles, seconds, warnings } = report;
	const counts = `${buildings.kept} buildings kept of ${buildings.read} read, ${buildings.repaired} repaired, ${buildings.refused} refused`;
	return [
		...warnings.map(({ code, message }) => `warning: ${message} [${code}]`),
		`${out}: ${counts} (rejects.ndjson); ${tiles} tiles; ${seconds.toFixed(1)} s`,
	];
}

/** Fills up to WIDTH columns of a terminal, where Chinese, Japanese and full-width characters take two. */
function padColumns(text: string): string {
	const wide =
		text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu)?.length ?? 0;
	return text.padEnd(WIDTH - wide);
}
