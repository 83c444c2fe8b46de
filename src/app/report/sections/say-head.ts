import type { AfterAction } from '../../../domain/report/after-action.ts';
import type { ReportFact, ReportSection } from '../../../domain/report/report-view.ts';
import { formatDuration, formatPosition, formatTime } from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { fact, orUnknown, sayMoment, sayUnknown } from './say-values.ts';

/** Where it was, in the best words there are. */
export function sayPlace({ incident, target }: AfterAction): string {
	const words = [target?.address, target?.name].filter(Boolean).join(' ');
	return incident.given.address ?? (words || formatPosition(incident.lon, incident.lat));
}

/** Section 1: what, where, which level when, from when to when, who took it, why it was closed. */
export function sayHead({ report, i18n }: ReportParts): ReportSection {
	const { t } = i18n;
	const { incident, levels, target } = report;
	const sayLevel = (level: number | null) => t(`codes.level.${(level ?? 'none') as 1 | 'none'}`);
	const { acknowledgedAtMs, acknowledgedBy, createdAtMs, closedAtMs, closings, handovers } = incident;
	const address = incident.given.address ?? ([target?.address, target?.name].filter(Boolean).join(' ') || null);
	const facts: ReportFact[] = [
		fact(t('report.head.number'), incident.id),
		fact(
			t('report.head.type'),
			[t(`codes.incidentType.${incident.type}`), incident.typeCode].filter(Boolean).join(' '),
			t(`codes.urgency.${incident.urgency}`),
		),
		fact(t('report.head.address'), orUnknown(i18n, address, 'noPlace')),
		fact(t('report.head.position'), formatPosition(incident.lon, incident.lat)),
		fact(t('report.head.origin'), t(`codes.origin.${incident.origin}`), incident.reference),
		fact(
			t('report.head.level'),
			levels.length === 0
				? sayLevel(incident.level)
				: levels
						.map(({ level, atMs, byName }) =>
							t('report.head.levelChange', { time: formatTime(atMs), level: sayLevel(level), name: byName }),
						)
						.join('\n'),
			t(`codes.levelScheme.${incident.levelScheme}`),
		),
		fact(t('report.head.phase'), t(`log.phase.${incident.phase}`)),
		fact(t('report.head.raised'), sayMoment(createdAtMs)),
		fact(
			t('report.head.acknowledged'),
			acknowledgedAtMs === null
				? sayUnknown(i18n, 'notAcknowledged')
				: t('report.head.acknowledgedBy', {
						time: formatTime(acknowledgedAtMs),
						name: orUnknown(i18n, acknowledgedBy, 'notKept'),
					}),
		),
		fact(t('report.head.closed'), closedAtMs === null ? t('report.running') : sayMoment(closedAtMs)),
		fact(
			t('report.head.duration'),
			formatDuration(((closedAtMs ?? report.madeAtMs) - createdAtMs) / 1000),
			closedAtMs === null ? t('report.running') : '',
		),
		fact(
			t('report.head.reason'),
			closings.length > 0
				? closings
						.map(({ kind, atMs, reason, byName }) =>
							t('report.head.closing', {
								time: formatTime(atMs),
								kind: t(`codes.closing.${kind}`),
								reason: reason || t('report.why.noReason'),
								name: byName,
							}),
						)
						.join('\n')
				: closedAtMs === null
					? t('report.running')
					: sayUnknown(i18n, 'notKept'),
		),
		fact(t('report.head.caller'), orUnknown(i18n, incident.description, 'notTold')),
		fact(
			t('report.head.trapped'),
			incident.trapped === null ? sayUnknown(i18n, 'notTold') : t('report.head.people', { count: incident.trapped }),
		),
		fact(t('report.head.fireFloor'), orUnknown(i18n, incident.fireFloor?.toString(), 'notTold')),
	];
	if (incident.mergedInto !== null) facts.push(fact(t('report.head.merged'), incident.mergedInto));
	if (handovers.length > 0) {
		const said = handovers.map(
			({ direction, agency, atMs, reason }) =>
				`${formatTime(atMs)} ${t(`codes.handover.${direction}`)} ${t(`codes.agency.${agency}`)} ${reason}`,
		);
		facts.push(fact(t('report.head.handovers'), said.join('\n')));
	}
	return { title: t('report.head.incident'), blocks: [{ kind: 'facts', facts }] };
}
