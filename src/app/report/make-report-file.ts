import type { i18n } from 'i18next';
import { createReportWriter } from '../../client/report-writer.ts';
import type { Services } from '../state/services.ts';
import type { Language } from '../ui/format.ts';
import { buildReportView } from './build-report-view.ts';
import { readReportData } from './read-report-data.ts';
import { takeMapPicture } from './take-map-picture.ts';

/** What is being done; `page` of the report is being filled, null = it has not come to that. */
export interface ReportStep {
	readonly step: 'map' | 'reading' | 'pictures' | 'fonts' | 'writing';
	readonly page: number | null;
}

interface ReportWish {
	readonly incidentId: string;
	readonly language: Language;
	readonly onStep: (step: ReportStep) => void;
	readonly signal: AbortSignal;
}

/**
 * Makes the PDF of an incident's report: the page reads and says it, a worker lays it out and is ended as soon as `signal` aborts.
 * @throws as readReportData and ReportWriter.write; the reason of `signal` when it was called off
 */
export async function makeReportFile(services: Services, page: i18n, wish: ReportWish): Promise<Blob> {
	const { incidentId, language, onStep, signal } = wish;
	const { api, session, settings } = services;
	signal.throwIfAborted();
	// Made first: it loads the PDF writer while the data are read.
	const writer = createReportWriter();
	const end = () => writer.destroy();
	signal.addEventListener('abort', end);
	try {
		onStep({ step: 'map', page: null });
		const map = await takeMapPicture(services, incidentId, signal);
		const data = await readReportData(api, incidentId, map, (step) => onStep({ step, page: null }), signal);
		const words = page.cloneInstance();
		await words.changeLanguage(language);
		const view = buildReportView({
			...data,
			i18n: words,
			language,
			madeBy: session.getState().session?.actor?.name || null,
			symbols: settings.getState().symbols,
		});
		signal.throwIfAborted();
		return await writer.write(view, (progress) => onStep({ page: null, ...progress }));
	} finally {
		signal.removeEventListener('abort', end);
		end();
	}
}
