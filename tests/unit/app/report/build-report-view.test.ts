import { describe, expect, it } from 'vitest';
import { makeReport } from '../../../../src/analysis/report/make-report.ts';
import { createI18n } from '../../../../src/app/i18n/create-i18n.ts';
import { buildReportView } from '../../../../src/app/report/build-report-view.ts';
import type { ReportBlock, ReportView } from '../../../../src/domain/report/report-view.ts';
import { makeReportInput } from '../../../support/report-log.ts';

function makeView(language: 'zh-CN' | 'en', closedAtMs?: null): ReportView {
	const given = makeReportInput();
	const input = closedAtMs === null ? { ...given, incident: { ...given.incident, closedAtMs } } : given;
	return buildReportView({
		report: makeReport(input),
		events: input.events,
		assessed: null,
		map: { why: 'noMap' },
		photos: [],
		photosLeft: 0,
		i18n: createI18n(language),
		language,
		madeBy: null,
		symbols: 'cn',
	});
}

function listBlocks<K extends ReportBlock['kind']>(view: ReportView, kind: K): Extract<ReportBlock, { kind: K }>[] {
	const blocks = view.sections.flatMap((section) => section.blocks);
	return blocks.filter((block): block is Extract<ReportBlock, { kind: K }> => block.kind === kind);
}

function listTexts(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(listTexts);
}

describe('the report in words', () => {
	it('says how much later than its standard a unit was, and only of that unit', () => {
		const view = makeView('zh-CN');
		const units = listBlocks(view, 'table').find(({ isDense }) => isDense);
		// 粤S1002: left at 1:30, arrived at 7:30, which is 6 min against 5.
		const late = units?.rows.map((row) => row.map((cell) => cell.late).filter((word) => word !== null));
		expect(late).toEqual([[], ['超 1:00'], []]);
	});

	it('marks the standards as assumptions', () => {
		const texts = listTexts(makeView('zh-CN').sections);
		expect(texts).toEqual(expect.arrayContaining(['1:00（假设）', '5:00（假设）', '3:30（假设）']));
	});

	it('says unknown of times that nobody told, and that they are open while the incident is', () => {
		const [closed] = listBlocks(makeView('zh-CN'), 'moments');
		const [open] = listBlocks(makeView('zh-CN', null), 'moments');
		const find = (block: typeof closed) => block?.moments.find(({ name }) => name === '控制');
		expect(find(closed)).toMatchObject({ state: 'unknown', at: '未知，没有人报告' });
		expect(find(open)).toMatchObject({ state: 'open', at: '–' });
		expect(makeView('zh-CN', null).running).toBe('未结束');
		expect(makeView('zh-CN').running).toBeNull();
	});

	it('leaves no cell and no value blank', () => {
		for (const language of ['zh-CN', 'en'] as const) {
			const view = makeView(language);
			const cells = listBlocks(view, 'table').flatMap(({ rows }) => rows.flat());
			const values = listBlocks(view, 'facts').flatMap(({ facts }) => facts.map(({ value }) => value));
			expect([...cells, ...values].filter(({ text }) => text.trim() === '')).toEqual([]);
		}
	});

	it('tells water as an estimate with what it comes from', () => {
		const facts = listBlocks(makeView('en'), 'facts').flatMap((block) => block.facts);
		// 10 min and 5 min of the first pumper, 29:40 of the second: 2,680 s by 6.5 L/s.
		expect(facts.find(({ label }) => label === 'Water used')).toMatchObject({
			value: { text: 'about 17,420 L (estimated)' },
			note: expect.stringContaining('6.5 L/s'),
		});
	});

	it('carries the tags of what is not real', () => {
		expect(makeView('zh-CN').tags).toContain('演示车辆');
	});
});
