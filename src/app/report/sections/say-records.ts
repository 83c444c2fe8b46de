import type { ReportBlock, ReportPicture, ReportSection } from '../../../domain/report/report-view.ts';
import { formatError, formatMeasured, joinMeasured, unitOf } from '../../command/measure/format-measure.ts';
import { formatTime } from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { listOrNone, orUnknown } from './say-values.ts';

/** Section 7: what was measured, written down and photographed. */
export function sayRecords(parts: ReportParts): ReportSection {
	return {
		title: parts.i18n.t('report.records.section'),
		blocks: [...sayMeasurements(parts), ...sayNotes(parts), ...sayPhotos(parts)],
	};
}

function sayMeasurements({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	return listOrNone(
		t('report.records.measurements'),
		[
			[t('report.records.what'), 2.5],
			[t('report.records.value'), 2],
			[t('report.records.surface'), 3],
			[t('report.records.by'), 1.5],
		],
		report.measurements.map(({ kind, name, value, error, problem, surface, datum, byName }) => {
			const unit = unitOf(kind);
			const about = error === null || value === null ? '' : ` ± ${formatError(error, unit, value)}`;
			const problemKey = `measure.problem.${problem ?? ''}`;
			const why = i18n.exists(problemKey) ? (t as (key: string) => string)(problemKey) : t('report.unknown');
			const datumKey = `measure.datum.${datum}`;
			const datumWord = i18n.exists(datumKey) ? (t as (key: string) => string)(datumKey) : datum;
			return [
				[t(`measure.kind.${kind}`), name].filter(Boolean).join(' '),
				value === null ? why : `${joinMeasured(formatMeasured(value, unit, kind))}${about}`,
				`${t(`measure.surface.${surface}`)} · ${datumWord}`,
				orUnknown(i18n, byName, 'notKept'),
			];
		}),
		t('report.records.noMeasurements'),
	);
}

function sayNotes({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	return listOrNone(
		t('report.records.notes'),
		[
			[t('report.records.time'), 1],
			[t('report.records.kind'), 1],
			[t('report.records.text'), 6],
			[t('report.records.by'), 1.5],
		],
		report.notes.map(({ atMs, kind, text, byName }) => [
			formatTime(atMs),
			t(`log.kinds.${kind}`),
			text || t('report.none'),
			orUnknown(i18n, byName, 'notKept'),
		]),
		t('report.records.noNotes'),
	);
}

/** Photos that could be drawn as pictures; every other file by its name. */
function sayPhotos({ report, photos, photosLeft, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const byId = new Map(photos.map((photo) => [photo.id, photo]));
	const pictures: ReportPicture[] = [];
	const lines: string[] = [];
	for (const { id, fileName, mediaType, createdAtMs } of report.attachments) {
		const photo = byId.get(id);
		const name = fileName || id;
		if (photo?.jpeg) {
			pictures.push({ jpeg: photo.jpeg, text: t('report.records.photo', { name, time: formatTime(createdAtMs) }) });
		} else if (photo) lines.push(t('report.records.unreadable', { name }));
		else if (!mediaType.startsWith('image/')) lines.push(t('report.records.file', { name, type: mediaType }));
	}
	if (photosLeft > 0) lines.push(t('report.records.photosLeft', { count: photosLeft }));
	if (report.attachments.length === 0) lines.push(t('report.records.noPhotos'));
	return [
		{ kind: 'heading', text: t('report.records.photos') },
		...(pictures.length > 0 ? [{ kind: 'photos', photos: pictures } as const] : []),
		...(lines.length > 0 ? [{ kind: 'text', text: lines.join('\n') } as const] : []),
	];
}
