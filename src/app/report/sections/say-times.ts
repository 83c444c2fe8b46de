import { DISPATCH_TIMES, type DispatchTime } from '../../../domain/records/dispatch.ts';
import type { AfterAction, ReportUnit } from '../../../domain/report/after-action.ts';
import {
	type ReportBlock,
	type ReportMoment,
	type ReportSection,
	type Told,
	tell,
} from '../../../domain/report/report-view.ts';
import { findWord } from '../../i18n/say-code.ts';
import { formatDistance, formatDuration, formatTime, joinQuantity, pickName } from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { listOrNone, sayLate, sayUnknown } from './say-values.ts';

/** Which of the eleven times a standard is held against. */
const JUDGED = { received: 'ordered', arrived: 'driven', waterOn: 'water' } as const;

/** Which standard a time is held against; undefined = none. */
function standardOf(time: DispatchTime): keyof ReportUnit['response'] | undefined {
	return Object.hasOwn(JUDGED, time) ? JUDGED[time as keyof typeof JUDGED] : undefined;
}

/** Section 2: the eleven times of the whole incident, against the standards, and of every unit. */
export function sayTimes(parts: ReportParts): ReportSection {
	const { report, i18n } = parts;
	const { t } = i18n;
	const isOver = report.incident.closedAtMs !== null;
	const moments = report.times.map((time) => sayTime(parts, time));
	return {
		title: t('report.times.section'),
		blocks: [
			{ kind: 'moments', moments },
			{ kind: 'text', text: t('report.times.first') },
			...sayStandards(parts),
			...sayUnits(parts),
			...(report.units.length > 0 ? sayUnitFacts(parts) : []),
			{
				kind: 'text',
				text: [t('report.times.legend'), isOver ? '' : t('report.openIncident')].filter(Boolean).join(' '),
			},
		],
	};
}

function sayTime(
	{ report, i18n }: ReportParts,
	{ time, atMs, plate, units }: AfterAction['times'][number],
): ReportMoment {
	const { t } = i18n;
	const name = t(`codes.dispatchTime.${time}`);
	if (atMs === null) {
		const isOver = report.incident.closedAtMs !== null;
		return {
			...{ name, since: '', by: '', late: null },
			state: isOver ? 'unknown' : 'open',
			at: isOver ? sayUnknown(i18n, 'notTold') : t('report.notYet'),
		};
	}
	const first = report.units.find((unit) => unit.plate === plate && unit.times[time] === atMs);
	const standard = standardOf(time);
	return {
		name,
		state: 'happened',
		at: formatTime(atMs),
		since: `+${formatDuration((atMs - report.incident.createdAtMs) / 1000)}`,
		by: t('report.times.of', { plate: plate ?? t('report.unknown'), count: units }),
		late: first && standard ? sayLate(i18n, first.response[standard]) : null,
	};
}

function sayStandards({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	return [
		...listOrNone(
			t('report.times.standards'),
			[
				[t('report.sources.item'), 3],
				[t('report.times.limit'), 2],
				[t('report.times.best'), 3],
				[t('report.times.within'), 2],
			],
			report.standards.map(({ key, limitS, bestS, bestPlate, within, measured, sourceKnown }) => {
				const limit = formatDuration(limitS);
				return [
					t(`report.times.standard.${key}`),
					sourceKnown ? limit : t('report.times.assumed', { time: limit }),
					bestS === null
						? sayUnknown(i18n, 'notMeasured')
						: tell(
								t('report.times.bestOf', { time: formatDuration(bestS), plate: bestPlate ?? '' }),
								sayLate(i18n, { s: bestS, limitS }),
							),
					measured === 0 ? sayUnknown(i18n, 'notMeasured') : t('report.times.withinOf', { within, measured }),
				];
			}),
			t('report.none'),
		),
		{ kind: 'text', text: t('report.times.assumption') },
	];
}

function sayUnits({ report, i18n, language }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const isOver = report.incident.closedAtMs !== null;
	const sayCell = (unit: ReportUnit, time: DispatchTime): Told => {
		const atMs = unit.times[time];
		if (atMs === null) {
			return tell(isOver || unit.endedAtMs !== null ? t('report.unknown') : t('report.notYet'));
		}
		const standard = standardOf(time);
		return tell(formatTime(atMs), standard ? sayLate(i18n, unit.response[standard]) : null);
	};
	return listOrNone(
		t('report.times.units'),
		[[t('report.times.unit'), 1.7], ...DISPATCH_TIMES.map((time) => [t(`codes.dispatchTime.${time}`), 1] as const)],
		report.units.map((unit) => {
			const { plate, type, stationName, stationNameEn, stationId, turnedBackAtMs } = unit;
			const lines = [
				plate,
				findWord(i18n, 'vehicleType', type) ?? type,
				pickName(stationName, stationNameEn, language) ?? stationId,
				turnedBackAtMs === null ? '' : t('report.times.turnedBack', { time: formatTime(turnedBackAtMs) }),
			];
			return [lines.filter(Boolean).join('\n'), ...DISPATCH_TIMES.map((time) => sayCell(unit, time))];
		}),
		t('report.times.noUnits'),
		{ isDense: true },
	);
}

function sayUnitFacts({ report, i18n }: ReportParts): ReportBlock[] {
	const { t } = i18n;
	const sayTook = (judged: ReportUnit['response']['driven']): Told =>
		judged === null ? tell(sayUnknown(i18n, 'notMeasured')) : tell(formatDuration(judged.s), sayLate(i18n, judged));
	return listOrNone(
		t('report.times.unitFacts'),
		[
			[t('report.times.unit'), 1.3],
			[t('report.times.standard.ordered'), 1.5],
			[t('report.times.standard.driven'), 1.5],
			[t('report.times.standard.water'), 1.5],
			[t('report.times.waterOn'), 1.4],
			[t('report.times.driven'), 1.1],
			[t('report.times.positions'), 0.8],
		],
		report.units.map(({ plate, response, waterOnS, isWaterOn, drivenM, isDemo }) => {
			const water = waterOnS === null ? sayUnknown(i18n, 'noWater') : formatDuration(waterOnS);
			return [
				plate,
				sayTook(response.ordered),
				sayTook(response.driven),
				sayTook(response.water),
				isWaterOn ? t('report.times.running', { time: water }) : water,
				drivenM === null ? sayUnknown(i18n, 'noTrack') : joinQuantity(formatDistance(drivenM)),
				drivenM === null ? t('report.unknown') : t(isDemo ? 'report.times.demo' : 'report.times.real'),
			];
		}),
		t('report.none'),
	);
}
