import type { DocumentProps } from '@react-pdf/renderer';
import type { ReactElement } from 'react';
import type { ReportView } from '../report-view.ts';
import { ReportDocument } from './report-document.tsx';
import { type FontReader, loadReportFonts } from './report-fonts.ts';

/** Stands for a character that no font has (as printers do), and is listed at the end. */
const STAND_IN = '〓';

/** A report ready to be written: its fonts read, what they lack replaced and listed. @throws what `read` throws */
export async function prepareDocument(view: ReportView, read: FontReader): Promise<ReactElement<DocumentProps>> {
	const words = new Set<string>([STAND_IN]);
	walk([view, view.sayPage(1, 234_567_890), view.sayMissing('')], (text) => {
		for (const letter of text) words.add(letter);
	});
	const { families, missing } = await loadReportFonts([...words].join(''), read);
	const printable = missing.length === 0 ? view : (replaceMissing(view, new Set(missing)) as ReportView);
	const codes = missing.map((letter) => `U+${letter.codePointAt(0)?.toString(16).toUpperCase()}`);
	return <ReportDocument view={printable} families={families} missing={codes} />;
}

function walk(value: unknown, onText: (text: string) => void): void {
	if (typeof value === 'string') {
		// A picture's data is no text.
		if (!value.startsWith('data:')) onText(value);
	} else if (Array.isArray(value)) for (const part of value) walk(part, onText);
	else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) walk(part, onText);
}

function replaceMissing(value: unknown, missing: ReadonlySet<string>): unknown {
	if (typeof value === 'string') {
		if (value.startsWith('data:')) return value;
		return [...value].map((letter) => (missing.has(letter) ? STAND_IN : letter)).join('');
	}
	if (Array.isArray(value)) return value.map((part) => replaceMissing(part, missing));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceMissing(part, missing)]));
	}
	return value;
}
