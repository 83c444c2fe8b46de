import type { ReportSection } from '../../../domain/report/report-view.ts';
import { createEventWords } from '../../command/log/event-words.ts';
import { listEntries } from '../../command/log/list-entries.ts';
import { formatDate, formatTime } from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { listOrNone } from './say-values.ts';

/** Section 8: everything that happened, a sentence an event. */
export function sayLog({ report, events, i18n }: ReportParts): ReportSection {
	const { t } = i18n;
	const entries = listEntries(createEventWords(i18n, events), events, new WeakMap());
	const day = formatDate(report.incident.createdAtMs);
	const rows = entries.map(({ event: { atMs, by, from }, said, happenedAtMs }) => {
		const name = by.kind === 'user' || by.kind === 'service' ? by.name : t(`log.actors.${by.kind}`);
		const date = formatDate(atMs);
		const text =
			happenedAtMs === null ? said.text : t('report.log.happened', { text: said.text, time: formatTime(happenedAtMs) });
		return [
			date === day ? formatTime(atMs) : `${date}\n${formatTime(atMs)}`,
			text,
			[name, from].filter(Boolean).join(' · '),
		];
	});
	return {
		title: t('report.log.section'),
		blocks: listOrNone(
			t('report.log.count', { count: rows.length }),
			[
				[t('report.log.time'), 1.1],
				[t('report.log.event'), 7],
				[t('report.log.by'), 2],
			],
			rows,
			t('report.log.none'),
		),
	};
}
