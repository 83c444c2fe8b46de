import type { i18n } from 'i18next';
import type { Services } from '../state/services.ts';
import type { Language } from '../ui/format.ts';
import { buildReportView } from './build-report-view.ts';
import { readReportData } from './read-report-data.ts';
import type { MapPicture } from './report-parts.ts';
import { writeReport } from './write-report.ts';

/** What is being done. */
export type ReportStep = 'reading' | 'pictures' | 'fonts' | 'writing';

interface ReportWish {
	readonly incidentId: string;
	readonly language: Language;
	readonly onStep: (step: ReportStep) => void;
	readonly signal: AbortSignal;
}

/** Makes the PDF of an incident's report. @throws as readReportData; the reason of `signal` when it was called off */
export async function makeReportFile(services: Services, page: i18n, wish: ReportWish): Promise<Blob> {
	const { incidentId, language, onStep, signal } = wish;
	const { api, session, settings } = services;
	const map = takePicture(services, incidentId);
	const data = await readReportData(api, incidentId, map, onStep, signal);
	const words = page.cloneInstance();
	await words.changeLanguage(language);
	signal.throwIfAborted();
	const view = buildReportView({
		...data,
		i18n: words,
		language,
		madeBy: session.getState().session?.actor?.name || null,
		symbols: settings.getState().symbols,
	});
	const file = await writeReport(view, onStep);
	signal.throwIfAborted();
	return file;
}

/** The 3D map as it is on screen, when it shows this incident. */
function takePicture({ ui, selection }: Services, incidentId: string): MapPicture {
	const { captureMap } = ui.getState();
	if (!captureMap) return { why: 'noMap' };
	if (selection.getState().incidentId !== incidentId) return { why: 'otherShown' };
	const canvas = captureMap();
	return canvas ? { src: canvas.toDataURL('image/jpeg', 0.9), atMs: Date.now() } : { why: 'pictureFailed' };
}
