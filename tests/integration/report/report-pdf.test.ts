import { renderToBuffer } from '@react-pdf/renderer';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { makeReport } from '../../../src/analysis/report/make-report.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { buildReportView } from '../../../src/app/report/build-report-view.ts';
import { prepareDocument } from '../../../src/workers/report/prepare-document.tsx';
import { readFont } from '../../support/read-font.ts';
import { makeReportInput } from '../../support/report-log.ts';

/** A character of the private use area: no font has it. */
const NO_GLYPH = '\uE123';

async function readPdf(language: 'zh-CN' | 'en', description: string): Promise<{ pages: number; text: string }> {
	const input = makeReportInput();
	const report = makeReport({ ...input, incident: { ...input.incident, description } });
	const view = buildReportView({
		report,
		events: input.events,
		assessed: null,
		map: { why: 'noMap' },
		photos: [],
		photosLeft: 0,
		i18n: createI18n(language),
		language,
		madeBy: '陈建国',
		symbols: 'cn',
	});
	const file = await renderToBuffer(await prepareDocument(view, readFont));
	const pdf = await getDocument({ data: new Uint8Array(file) }).promise;
	let text = '';
	for (let number = 1; number <= pdf.numPages; number++) {
		const { items } = await (await pdf.getPage(number)).getTextContent();
		text += items.map((item) => ('str' in item ? item.str : '')).join('');
	}
	const { numPages: pages } = pdf;
	await pdf.destroy();
	return { pages, text };
}

describe('the report as PDF', () => {
	it('gives its Chinese back, with plates, what was late, and page numbers', async () => {
		const { pages, text } = await readPdf('zh-CN', '塱头村四层冒烟');
		expect(pages).toBeGreaterThan(1);
		expect(text).toContain('战评报告');
		expect(text).toContain('粤S1001');
		expect(text).toContain('超 1:00');
		// 塱 is not among the common characters: another part of the font has it.
		expect(text).toContain('塱头村四层冒烟');
		expect(text).toContain(`第 ${pages} 页，共 ${pages} 页`);
		expect(text).not.toContain('〓');
	});

	it('is written in English, Chinese names kept, and says what no font has', async () => {
		const { pages, text } = await readPdf('en', `smoke ${NO_GLYPH}`);
		expect(pages).toBeGreaterThan(1);
		expect(text).toContain('After-action report');
		expect(text).toContain('1:00 over');
		expect(text).toContain('陈建国');
		expect(text).toContain('smoke 〓');
		expect(text).toContain('U+E123');
	});
});
