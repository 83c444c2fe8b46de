import type { DocumentProps } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import type { ReportView } from '../../domain/report/report-view.ts';
import { createPaper, PaperProvider } from './paper.ts';
import { ReportDocument } from './report-document.tsx';
import { type FontReader, loadReportFonts } from './report-fonts.ts';

/** Stands for a character that no font has (as printers do), and is listed at the end. */
const STAND_IN = '〓';
/** The letters that page numbers and codes of characters are written in. */
const DIGITS = '0123456789U+ABCDEF';

/** A report ready to be written: its fonts read, what they lack replaced and listed. @throws what `read` throws */
export async function prepareDocument(
	view: ReportView,
	read: FontReader,
	onPage?: (page: number) => void,
): Promise<ReactElement<DocumentProps>> {
	const words = new Set<string>([STAND_IN, ...DIGITS]);
	walk(view, (text) => {
		for (const letter of text) words.add(letter);
	});
	const { families, missing } = await loadReportFonts([...words].join(''), read);
	const printable = missing.length === 0 ? view : (replaceMissing(view, new Set(missing)) as ReportView);
	const codes = missing.map((letter) => `U+${letter.codePointAt(0)?.toString(16).toUpperCase()}`);
	return (
		<PaperProvider value={createPaper(view.ink)}>
			<ReportDocument view={printable} families={families} missing={codes} onPage={onPage} />
		</PaperProvider>
	);
}

/** A picture is no text. */
function isPlain(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !(value instanceof ArrayBuffer);
}

function walk(value: unknown, onText: (text: string) => void): void {
	if (typeof value === 'string') onText(value);
	else if (isPlain(value)) for (const part of Object.values(value)) walk(part, onText);
}

function replaceMissing(value: unknown, missing: ReadonlySet<string>): unknown {
	if (typeof value === 'string') {
		return [...value].map((letter) => (missing.has(letter) ? STAND_IN : letter)).join('');
	}
	if (Array.isArray(value)) return value.map((part) => replaceMissing(part, missing));
	if (isPlain(value)) {
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceMissing(part, missing)]));
	}
	return value;
}
