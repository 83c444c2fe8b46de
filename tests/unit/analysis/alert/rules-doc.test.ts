import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zhCn } from '../../../../src/app/i18n/zh-cn.ts';
import { ASSUMPTIONS } from '../../../../src/domain/service/assumptions.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const ALERT = join(ROOT, 'src/analysis/alert');
const RULE_IDS = Array.from({ length: 21 }, (_, i) => `A${i + 1}`);
/** Of analysis/measure/RULES.md. */
const MEASURE_RULE = 'M1';

function readTexts(folder: string, ending: RegExp): string {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => ending.test(file))
		.map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
		.join('\n');
}

const rules = readFileSync(join(ALERT, 'RULES.md'), 'utf8');
const reasons = readFileSync(join(ALERT, 'REASONS.md'), 'utf8');
const analysis = ['alert', 'coverage', 'measure'].map((part) => readTexts(`src/analysis/${part}`, /\.ts$/)).join('\n');
const below = analysis + readTexts('src/domain', /\.ts$/);
const tests = readTexts('tests', /\.test\.ts$/);

/** Codes in the first column of a document's tables. */
const listRows = (text: string) => [...text.matchAll(/^\| `([\w/-]+)`/gm)].map(([, code]) => code as string).sort();
/** Codes that the page has words for. */
const listWords = (group: object) =>
	Object.keys(group)
		.filter((code) => code !== 'other')
		.sort();
const FINDINGS = listWords(zhCn.codes.finding);
const REASONS = listWords(zhCn.codes.reason);

/** Whether a code stands in the source whole, or as its two halves, or begins as one that is put together: `post/${...}`. */
function isSaid(code: string): boolean {
	const isThere = (part: string) => below.includes(`'${part}'`);
	if (isThere(code)) return true;
	const [head, ...rest] = code.split('-');
	if (isThere(head as string) && isThere(rest.join('-'))) return true;
	const starts = [...below.matchAll(/`([a-z][a-z/-]*[-/])\$\{/g)].map(([, start]) => start as string);
	return starts.some((start) => code.startsWith(start));
}

describe('RULES.md', () => {
	it('has a section for every rule, in order, and no other', () => {
		expect([...rules.matchAll(/^## (A\d+)\b/gm)].map(([, id]) => id)).toEqual(RULE_IDS);
	});

	it('every rule has a test whose title begins with its id', () => {
		const titled = new Set([...tests.matchAll(/\(\s*['"`](A\d+)\b/g)].map(([, id]) => id));
		expect(RULE_IDS.filter((id) => !titled.has(id))).toEqual([]);
	});

	it('every finding that the page has words for stands in one table, and the other way round', () => {
		expect(listRows(rules)).toEqual(FINDINGS);
	});

	it('every reason that the page has words for stands in REASONS.md, and the other way round', () => {
		expect(listRows(reasons)).toEqual(REASONS);
	});
});

describe('codes in the analysis', () => {
	it('every finding and reason is said somewhere', () => {
		expect([...FINDINGS, ...REASONS].filter((code) => !isSaid(code))).toEqual([]);
	});

	it('every code of an area is a finding, a reason or an error with words', () => {
		const known = new Set([...FINDINGS, ...REASONS, ...Object.keys(zhCn.codes.error), 'internal/unexpected']);
		const said = [...analysis.matchAll(/'([a-z]+\/[a-z][a-z0-9-]*)'/g)].map(([, code]) => code as string);
		expect(said.length).toBeGreaterThan(50);
		expect([...new Set(said)].filter((code) => !known.has(code)).sort()).toEqual([]);
	});
});

describe('figures', () => {
	it('every figure is one that rules reckon with, by rules that there are', () => {
		for (const [id, figure] of Object.entries(ASSUMPTIONS)) {
			expect(figure.rules.length, id).toBeGreaterThan(0);
			expect(
				figure.rules.filter((rule) => rule !== MEASURE_RULE && !RULE_IDS.includes(rule)),
				id,
			).toEqual([]);
			expect(analysis.includes(`'${id}'`) || isSaid(id), id).toBe(true);
		}
	});

	it('every figure that RULES.md names is one', () => {
		const groups = new Set(Object.keys(ASSUMPTIONS).map((id) => id.split('.')[0]));
		const named = [...rules.matchAll(/`([a-z][A-Za-z]*)\.([a-z][A-Za-z0-9]*)`/g)].filter(([, group]) =>
			groups.has(group),
		);
		expect(named.length).toBeGreaterThan(20);
		const unknown = named.map(([, group, name]) => `${group}.${name}`).filter((id) => !Object.hasOwn(ASSUMPTIONS, id));
		expect([...new Set(unknown)].sort()).toEqual([]);
	});
});
