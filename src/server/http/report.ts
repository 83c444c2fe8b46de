import { toReportGeojson } from '../../analysis/report/report-geojson.ts';
import { ROUTES } from '../../domain/api.ts';
import { type ReportParts, readReport } from '../report/read-report.ts';
import { writeReportCsv } from '../report/write-report-csv.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** The after-action report of an incident, as data and as files for spreadsheets and GIS tools. The page makes the PDF. */
export function registerReport(app: TypedApp, parts: ReportParts): void {
	addRoute(
		app,
		ROUTES.incidentReport,
		async ({ params, request }) => (await readReport(parts, request.identity, params.id)).report,
	);
	addRoute(app, ROUTES.incidentReportCsv, async ({ params, request, reply }) => {
		const { report } = await readReport(parts, request.identity, params.id);
		void reply.type('text/csv; charset=utf-8').header('content-disposition', nameFile(params.id, 'csv'));
		return writeReportCsv(report);
	});
	addRoute(app, ROUTES.incidentReportGeojson, async ({ params, request, reply }) => {
		const { report, tracks } = await readReport(parts, request.identity, params.id);
		void reply.type('application/geo+json').header('content-disposition', nameFile(params.id, 'geojson'));
		return toReportGeojson(report, tracks);
	});
}

function nameFile(incidentId: string, extension: string): string {
	return `attachment; filename="incident-${incidentId.replace(/[^\w-]/g, '_')}.${extension}"`;
}
