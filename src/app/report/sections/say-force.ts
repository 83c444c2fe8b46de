import type { Team } from '../../../domain/records/team.ts';
import type { ReportBlock, ReportFact, ReportSection } from '../../../domain/report/report-view.ts';
import { sayRequest } from '../../command/requests/say-request.ts';
import { findWord } from '../../i18n/say-code.ts';
import { formatDuration, formatTime } from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { fact, listOrNone, orUnknown, sayUnknown } from './say-values.ts';

/** Section 5: who was there, in which sectors, who was inside, which signals were given, what was asked for. */
export function sayForce(parts: ReportParts): ReportSection {
	const { report, i18n } = parts;
	const { t } = i18n;
	const { unitsByType, units, stations } = report;
	const count = new Set(units.map(({ unitId }) => unitId)).size;
	return {
		title: t('report.force.section'),
		blocks: [
			...listOrNone(
				t('report.force.byType'),
				[
					[t('report.force.type'), 3],
					[t('report.force.count'), 2],
				],
				unitsByType.map(({ type, count: ofType }) => [
					findWord(i18n, 'vehicleType', type) ?? type,
					t('report.force.vehicles', { count: ofType }),
				]),
				t('report.times.noUnits'),
				{ sum: [t('report.force.total'), t('report.force.fromStations', { units: count, stations })] },
			),
			...saySectors(parts),
			...sayTeams(parts),
			...sayEvacuations(parts),
			...sayRequests(parts),
		],
	};
}

function saySectors({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const plateOf = (id: string) => report.units.find(({ unitId }) => unitId === id)?.plate ?? id;
	return listOrNone(
		t('report.force.sectors'),
		[
			[t('report.force.sector'), 2],
			[t('report.force.task'), 1.5],
			[t('report.force.officer'), 2],
			[t('report.force.vehiclesOf'), 4],
		],
		report.sectors.map(({ name, task, officer, unitIds }) => [
			name,
			t(`codes.sectorTask.${task}`),
			orUnknown(i18n, officer, 'notTold'),
			unitIds.length > 0 ? unitIds.map(plateOf).join(' ') : t('report.none'),
		]),
		t('report.force.noSectors'),
	);
}

function sayTeams({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const { teams, mostInside, parMissed } = report;
	const until = report.incident.closedAtMs ?? report.madeAtMs;
	const sayInside = ({ enteredAtMs, exitedAtMs }: Team) =>
		enteredAtMs === null
			? t('report.force.neverEntered')
			: formatDuration(((exitedAtMs ?? until) - enteredAtMs) / 1000);
	const facts: ReportFact[] = [
		fact(
			t('report.force.mostInside'),
			mostInside === null ? sayUnknown(i18n, 'noTeams') : t('report.head.people', { count: mostInside }),
		),
		fact(t('report.force.parMissedCount'), t('report.force.missedTimes', { count: parMissed })),
	];
	return [
		...listOrNone(
			t('report.force.teams'),
			[
				[t('report.force.team'), 2],
				[t('report.force.peopleCount'), 0.8],
				[t('report.force.entered'), 1.3],
				[t('report.force.exited'), 1.3],
				[t('report.force.inside'), 1.3],
				[t('report.force.par'), 3],
			],
			teams.map((team) => {
				const { name, people, enteredAtMs, exitedAtMs, par, parMissedMs } = team;
				const told = par
					? t('report.force.parTold', { time: formatTime(par.atMs), people: par.people, count: people })
					: sayUnknown(i18n, 'notTold');
				const missed =
					parMissedMs === null
						? ''
						: `${t('report.force.parMissed')} ${t('report.force.lastMissed', { time: formatTime(parMissedMs) })}`;
				return [
					name,
					String(people),
					enteredAtMs === null ? t('report.force.neverEntered') : formatTime(enteredAtMs),
					exitedAtMs !== null
						? formatTime(exitedAtMs)
						: enteredAtMs === null
							? t('report.force.neverEntered')
							: t('report.force.stillInside'),
					sayInside(team),
					[told, missed].filter(Boolean).join('\n'),
				];
			}),
			t('report.force.noTeams'),
		),
		{ kind: 'facts', facts },
	];
}

function sayEvacuations({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const lines = report.evacuations.map(({ orderedAtMs, endedAtMs, reason, byName, confirmed }) =>
		t('report.force.evacuation', {
			from: formatTime(orderedAtMs),
			to: endedAtMs === null ? t('report.force.sounding') : formatTime(endedAtMs),
			reason: reason || t('report.why.noReason'),
			name: byName,
			count: confirmed.length,
		}),
	);
	return [
		{ kind: 'heading', text: t('report.force.evacuations') },
		{ kind: 'text', text: lines.length > 0 ? lines.join('\n') : t('report.force.noEvacuations') },
	];
}

function sayRequests({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	return listOrNone(
		t('report.force.requests'),
		[
			[t('report.force.request'), 3],
			[t('report.force.asked'), 2.5],
			[t('report.force.stateOf'), 1.5],
			[t('report.force.answer'), 3],
		],
		report.requests.map((request) => {
			const { state, times, askedBy, answer, answeredBy } = request;
			const askedAtMs = times.asked;
			const stateAtMs = times[state];
			return [
				[sayRequest(i18n, request), request.reason].filter(Boolean).join('\n'),
				`${askedAtMs === undefined ? t('report.unknown') : formatTime(askedAtMs)} ${askedBy}`,
				`${t(`codes.requestState.${state}`)}${stateAtMs === undefined ? '' : ` ${formatTime(stateAtMs)}`}`,
				answeredBy === null ? t('report.why.notAnswered') : [answer, answeredBy].filter(Boolean).join(' · '),
			];
		}),
		t('report.force.noRequests'),
	);
}
