import { pdf } from '@react-pdf/renderer';
import { AppError, DataError, describeError } from '../../domain/errors.ts';
import type { CallHandlers } from '../call-worker.ts';
import type { ReportMessages, ReportProgress } from '../messages.ts';
import { prepareDocument } from './prepare-document.tsx';
import { readFontFile } from './read-font-file.ts';

/** Answers the questions of ReportMessages. The writer cannot be stopped while it lays out: who calls it off ends the worker. */
export function createReportHandlers(): CallHandlers<ReportMessages> {
	return {
		'report/write': async ({ view, progress }) => {
			const tell = (step: ReportProgress) => progress.postMessage(step);
			try {
				tell({ step: 'fonts' });
				const document = await prepareDocument(view, readFontFile, (page) => tell({ step: 'writing', page }));
				tell({ step: 'writing', page: null });
				return { output: await pdf(document).toBlob() };
			} catch (error) {
				if (error instanceof AppError) throw error;
				const message = `report ${view.id}: got ${describeError(error)}, expected a document that can be laid out`;
				throw new DataError('report/not-written', message, { cause: error });
			} finally {
				progress.close();
			}
		},
	};
}
