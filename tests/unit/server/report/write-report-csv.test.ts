import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { makeReport } from '../../../../src/analysis/report/make-report.ts';
import { writeReportCsv } from '../../../../src/server/report/write-report-csv.ts';
import { makeReportInput } from '../../../support/report-log.ts';

it('writes a row a unit that another reader reads back, times in UTC, empty for what was not told', () => {
	const text = writeReportCsv(makeReport(makeReportInput()));
	expect(text.charCodeAt(0)).toBe(0xfeff);
	const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
	expect(rows).toHaveLength(3);
	expect(rows[0]).toMatchObject({
		plate: '粤S1001',
		stationName: '南城站',
		raised: '2026-11-20T06:32:07.000Z',
		arrived: '2026-11-20T06:37:27.000Z',
		controlled: '',
		drivenS: '240',
		waterOnS: '900',
		demo: 'true',
	});
	expect(rows[2]).toMatchObject({ arrived: '', drivenS: '', waterOnS: '', drivenM: '' });
});

it('marks as text what a spreadsheet would reckon', () => {
	const report = makeReport(makeReportInput());
	const [unit] = report.units;
	if (!unit) throw new Error('got no unit, expected three');
	const text = writeReportCsv({ ...report, units: [{ ...unit, note: '=HYPERLINK("x")' }] });
	expect(text).toContain(`"'=HYPERLINK(""x"")"`);
});
