import { pdf } from '@react-pdf/renderer';
import { prepareDocument } from './pdf/prepare-document.tsx';
import { readFontFile } from './pdf/read-font-file.ts';
import type { ReportView } from './report-view.ts';

/** A report as a PDF file. Runs in the page; what is large comes with the first one: the writer and 3 MB of fonts. */
export async function writeReport(view: ReportView, onStep: (step: 'fonts' | 'writing') => void): Promise<Blob> {
	onStep('fonts');
	const document = await prepareDocument(view, readFontFile);
	onStep('writing');
	return pdf(document).toBlob();
}
