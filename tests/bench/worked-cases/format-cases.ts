import type { i18n } from 'i18next';
import { findAssumption } from '../../../src/app/i18n/say-assumption.ts';
import { sayFinding, sayNote } from '../../../src/app/i18n/say-code.ts';
import { sayInput } from '../../../src/app/i18n/say-input.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { PackSource } from '../../../src/domain/pack/manifest.ts';
import type { Said, WorkedCase } from './cases.ts';
import type { ShownNumber } from './list-numbers.ts';

/** A case with what was assessed of it. */
export interface AssessedCase {
	readonly worked: WorkedCase;
	readonly assessment: Assessment;
	/** The same rows in both languages. */
	readonly zh: readonly ShownNumber[];
	readonly en: readonly ShownNumber[];
}

interface Speakers {
	readonly zh: i18n;
	readonly en: i18n;
}

/** What the document takes from outside the assessments. */
export interface CasesFacts {
	readonly speakers: Speakers;
	readonly sources: readonly PackSource[];
	/** Anchor of a rule in RULES.md by its id. */
	readonly anchors: ReadonlyMap<string, string>;
	readonly headline: string;
}

const RULES = '../src/analysis/alert/RULES.md';
const CARDS: Readonly<Record<number, Said>> = {
	1: { zh: '目标建筑', en: 'Target building' },
	2: { zh: '举高', en: 'Aerials and floors' },
	3: { zh: '水源', en: 'Water' },
	4: { zh: '周边建筑', en: 'Surroundings' },
	5: { zh: '警戒区与点位', en: 'Zones and posts' },
	7: { zh: '力量', en: 'Force' },
};
/** What a commander must read. */
const TOLD = new Set(['life', 'attention', 'unknown']);

/** The worked cases as Markdown: the picture, what is found, every number down to its rule, then the figures and sources that they name. */
export function formatCases(cases: readonly AssessedCase[], facts: CasesFacts): string {
	const used = [
		...new Set(cases.flatMap(({ zh }) => zh.flatMap(({ sourced }) => sourced?.assumptions ?? []))),
	].toSorted();
	const keys = [...new Set(cases.flatMap(({ zh }) => zh.flatMap(({ sourced }) => sourced?.source ?? [])))].toSorted();
	return [
		'# 三个算例 Three worked cases',
		`${facts.headline}`,
		...cases.flatMap((each) => formatCase(each, used, facts)),
		'## 假设 Figures',
		'全部假设见 [assumptions.md](assumptions.md)。 All of them: [assumptions.md](assumptions.md).',
		formatFigures(used, facts.speakers),
		'## 数据来源 Sources',
		formatTable(
			['', '来源 Source', '许可 Licence', '日期 Date'],
			keys.map((key) => formatSource(key, facts.sources)),
		),
		[
			...[...facts.anchors].map(([id, anchor]) => `[${id}]: ${RULES}#${anchor}`),
			...used.map((_, index) => `[${index + 1}]: #figure-${index + 1}`),
		].join('\n'),
		'',
	].join('\n\n');
}

function formatCase(each: AssessedCase, used: readonly string[], facts: CasesFacts): string[] {
	const { worked, assessment, zh } = each;
	const { key, title, call, at } = worked;
	const { speakers } = facts;
	const found = assessment.findings
		.filter(({ severity }) => TOLD.has(severity))
		.map(
			(finding) =>
				`- ${linkRule(finding.ruleId, facts)} ${sayFinding(speakers.zh, finding)}<br>${sayFinding(speakers.en, finding)}`,
		);
	const numbers = Object.entries(CARDS).flatMap(([card, name]) => {
		const rows = [...zh.keys()].filter((row) => zh[row]?.card === Number(card));
		if (rows.length === 0) return [];
		return [
			`### ${name.zh} ${name.en}`,
			formatTable(
				['数 Number', '值 Value', '规则 Rule', '输入 Inputs', '假设 Figures', '来源 Source'],
				rows.map((row) => formatNumberRow(each, row, used, facts)),
			),
		];
	});
	return [
		`## ${title.zh} ${title.en}`,
		`${call.zh}<br>${call.en}`,
		`\`fengtu assess --pack tilesets/dongguan ${sayOptions(worked)} --json\``,
		`![${title.en}](pictures/case-${key}.jpg)`,
		`![${title.en}, close](pictures/case-${key}-close.jpg)`,
		`位置 Place: ${at.lon}, ${at.lat} (WGS84), \`${assessment.target?.id ?? ''}\`.`,
		found.join('\n'),
		...numbers,
	];
}

function sayOptions({ at, situation: { level, fireFloor, wind } }: WorkedCase): string {
	return [
		`--at ${at.lon},${at.lat}`,
		...(fireFloor === null ? [] : [`--floor ${fireFloor}`]),
		...(wind === null ? [] : [`--wind ${wind.fromDeg},${wind.speedMps}`]),
		...(level === null ? [] : [`--level ${level}`]),
		'--time 2026-11-24T10:00+08:00',
	].join(' ');
}

function formatNumberRow({ zh, en }: AssessedCase, row: number, used: readonly string[], facts: CasesFacts): string[] {
	const shown = zh[row];
	const other = en[row];
	if (!shown || !other) throw new Error(`worked cases: got no row ${row}, expected the same rows in both languages`);
	const { sourced } = shown;
	const head = [both(shown.label, other.label), `**${both(shown.value, other.value)}**`];
	if (!sourced) return [...head, '—', '', '', '—'];
	const { ruleId, inputs = {}, assumptions = [], basis, source, date, note } = sourced;
	const { speakers } = facts;
	const given = Object.entries(inputs).map(([name, value]) => {
		const a = sayInput(speakers.zh, name, value);
		const b = sayInput(speakers.en, name, value);
		return both(`${a.name} ${a.value}`, `${b.name} ${b.value}`, ' · ');
	});
	const figures = assumptions.map((id) => used.indexOf(id) + 1).toSorted((a, b) => a - b);
	const why = note === null ? [] : [both(sayNote(speakers.zh, note), sayNote(speakers.en, note), ' · ')];
	const how = both(speakers.zh.t(`codes.basis.${basis}`), speakers.en.t(`codes.basis.${basis}`), ' ');
	return [
		...head,
		ruleId ? linkRule(ruleId, facts) : '',
		given.join('<br>'),
		figures.map((number) => `[${number}]`).join(' '),
		[`${how}, ${source}${date === null ? '' : `, ${date}`}`, ...why].join('<br>'),
	];
}

function formatFigures(used: readonly string[], { zh, en }: Speakers): string {
	const rows = used.map((id, index) => {
		const said = findAssumption(zh, id, null);
		const other = findAssumption(en, id, null);
		if (!said || !other) throw new Error(`worked cases: got assumption ${id}, expected one of the table`);
		const number = `<a id="figure-${index + 1}"></a>${index + 1}`;
		return [number, `\`${id}\` ${both(said.name, other.name, ' · ')}`, said.value, said.rules.join(', '), said.source];
	});
	return formatTable(['', '假设 Figure', '值 Value', '规则 Rules', '出处 Source'], rows);
}

function formatSource(key: string, sources: readonly PackSource[]): string[] {
	if (key === 'fengtu') return [`\`${key}\``, '烽图计算 computed by Fengtu', '', ''];
	const source = sources.find((each) => each.key === key);
	return [`\`${key}\``, source?.title ?? '', source?.licence ?? '', source?.date ?? ''];
}

function linkRule(id: string, { anchors }: CasesFacts): string {
	if (!anchors.has(id)) throw new Error(`worked cases: got rule ${id}, expected one of RULES.md`);
	return `[${id}]`;
}

function both(zh: string, en: string, between = '<br>'): string {
	return zh === en ? zh : `${zh}${between}${en}`;
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
