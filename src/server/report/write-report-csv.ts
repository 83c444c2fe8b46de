import { stringify } from 'csv-stringify/sync';
import { DISPATCH_TIMES } from '../../domain/records/dispatch.ts';
import type { AfterAction } from '../../domain/report/after-action.ts';

/**
 * The units of a report with their eleven times, one row a unit, UTF-8 with a byte order mark: field names as head, times ISO 8601 in UTC,
 * an empty field for what was not told. A value that a spreadsheet would take for a formula is marked as text (OWASP: CSV injection).
 */
export function writeReportCsv({ incident, units }: AfterAction): string {
	const rows = units.map((unit) => ({
		incidentId: incident.id,
		unitId: unit.unitId,
		plate: unit.plate,
		type: unit.type,
		stationId: unit.stationId,
		stationName: unit.stationName,
		raised: iso(incident.createdAtMs),
		ordered: iso(unit.orderedAtMs),
		...Object.fromEntries(DISPATCH_TIMES.map((time) => [time, iso(unit.times[time])])),
		turnedBack: iso(unit.turnedBackAtMs),
		orderedS: unit.response.ordered?.s,
		drivenS: unit.response.driven?.s,
		waterS: unit.response.water?.s,
		waterOnS: unit.waterOnS,
		drivenM: unit.drivenM === null ? null : Math.round(unit.drivenM),
		demo: unit.isDemo,
		note: unit.note,
	}));
	return stringify(rows, {
		header: true,
		columns: COLUMNS,
		// Excel takes a file for UTF-8 only when it begins so.
		bom: true,
		escape_formulas: true,
		record_delimiter: 'windows',
		cast: { boolean: (value) => String(value) },
	});
}

const COLUMNS = [
	...['incidentId', 'unitId', 'plate', 'type', 'stationId', 'stationName', 'raised', 'ordered'],
	...DISPATCH_TIMES,
	...['turnedBack', 'orderedS', 'drivenS', 'waterS', 'waterOnS', 'drivenM', 'demo', 'note'],
];

function iso(atMs: number | null): string | null {
	return atMs === null ? null : new Date(atMs).toISOString();
}
