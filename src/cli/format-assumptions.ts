import { ASSUMPTIONS, type AssumptionId } from '../domain/service/assumptions.ts';
import type { RunCard } from '../domain/service/run-card.ts';
import { ASSUMPTION_IDS, type ServiceTable } from '../domain/service/service-table.ts';

/** How a figure stands: checked against its official text, agreed to by the service, the service's own, or none of these yet. */
export type AssumptionState = 'to confirm' | 'changed' | 'confirmed' | 'verified';

/** One figure of a service table, with where it comes from. */
export interface ListedAssumption {
	readonly id: AssumptionId;
	readonly value: number | readonly number[];
	readonly unit: string;
	readonly range: readonly [min: number, max: number];
	/** Heads of the entries of a row; null = one number. */
	readonly columns: readonly string[] | null;
	/** Ids of analysis/alert/RULES.md and analysis/measure/RULES.md. */
	readonly rules: readonly string[];
	/** Of fengtu's figure, also where the service has its own. */
	readonly source: string;
	readonly state: AssumptionState;
}

/** Every figure of a table, in the table's order. */
export function listAssumptions({ values, changed, confirmed }: ServiceTable): ListedAssumption[] {
	return ASSUMPTION_IDS.map((id) => {
		const { unit, range, rules, source, verified, ...rest } = ASSUMPTIONS[id];
		const columns = 'columns' in rest ? (rest.columns as readonly string[]) : null;
		const state = changed.has(id)
			? 'changed'
			: confirmed.has(id)
				? 'confirmed'
				: verified
					? 'verified'
					: ('to confirm' as const);
		return { id, value: values[id], unit, range, columns, rules, source, state };
	});
}

const HEADS: readonly (readonly [AssumptionState, title: string, words: string])[] = [
	[
		'to confirm',
		'To confirm',
		"Nobody has checked these against the official text, or they are a matter of the service's own practice.",
	],
	['changed', "The service's own", 'Put in the place of the figure that Fengtu came with.'],
	['confirmed', 'Confirmed by the service', 'Agreed to as they are.'],
	['verified', 'Checked', 'Checked against the text named.'],
];

/** The figures as Markdown: what the service has to confirm first, then the rest, then the run cards, kinds of incident and levels. */
export function formatAssumptions(table: ServiceTable): string {
	const listed = listAssumptions(table);
	const sections = HEADS.flatMap(([state, title, words]) => {
		const rows = listed.filter((row) => row.state === state);
		if (rows.length === 0) return [];
		return [`## ${title} (${rows.length})`, words, formatTable(ASSUMPTION_HEAD, rows.map(formatRow))];
	});
	return [
		'# Figures that the alert assessment reckons with',
		`Made by \`fengtu assumptions\`: ${listed.length} figures and ${table.runCards.length} run cards. A fire service puts its own in a file and names it with \`--service FILE\`: \`{"values": {"collapse.heightFactor": 2}, "confirmed": ["aerial.lengthM"], "runCards": [], "incidentTypes": [], "levels": []}\`. The rules are those of \`src/analysis/alert/RULES.md\` and \`src/analysis/measure/RULES.md\`. How long driving takes is a table of its own (\`--travel FILE\`).`,
		...sections,
		`## Run cards (${table.runCards.length})`,
		'What is sent first, by object and level (等级调派). A card of the service takes the place of the one for its object and level.',
		formatTable(['Object', 'Level', 'Vehicles', 'Source', 'State'], table.runCards.map(formatRunCard)),
		`## Kinds of incident (${table.incidentTypes.length})`,
		"As what an alarm is taken (警情类型): its code is `typeCode` of the API. A service's own list takes the place of the whole.",
		formatTable(
			['Code', '中文', 'English', 'Assessed as', 'Level scheme', 'Source', 'State'],
			table.incidentTypes.map((row) => [
				row.code,
				row.zh,
				row.en,
				row.type,
				row.levelScheme,
				row.source,
				formatVerified(row.verified),
			]),
		),
		`## Levels (${table.levels.length})`,
		'Of fires (火警) and of rescues (应急救援), each rising; levels of two schemes are never compared. One of the service takes the place of the one of its scheme.',
		formatTable(
			['Scheme', 'Level', 'Colour', '中文', 'Any of these', 'Source', 'State'],
			table.levels.map((row) => [
				row.scheme,
				String(row.level),
				row.colour,
				row.zh,
				row.criteriaZh ?? 'not on file',
				row.source,
				formatVerified(row.verified),
			]),
		),
		'',
	].join('\n\n');
}

const ASSUMPTION_HEAD = ['Id', 'Value', 'Unit', 'From - to', 'Rules', 'Source'];

function formatRow({ id, value, unit, range, columns, rules, source }: ListedAssumption): string[] {
	const shown =
		typeof value === 'number'
			? String(value)
			: value.map((entry, i) => `${columns?.[i] ?? i + 1}: ${entry}`).join('; ');
	return [`\`${id}\``, shown, unit, `${range[0]} - ${range[1]}`, rules.join(', '), source];
}

function formatRunCard({ object, level, vehicles, source, verified }: RunCard): string[] {
	const sent = vehicles.map(({ types, count }) => `${count} ${types.join('/')}`).join(', ');
	return [object, String(level), sent, source, formatVerified(verified)];
}

function formatVerified(verified: boolean): string {
	return verified ? 'checked' : 'to confirm';
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
