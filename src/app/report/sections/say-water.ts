import type { ReportFact, ReportSection } from '../../../domain/report/report-view.ts';
import {
	formatDistance,
	formatDuration,
	formatExact,
	formatFlow,
	formatNumber,
	joinQuantity,
} from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { fact, listOrNone, sayUnknown } from './say-values.ts';

/** Section 6: water that was used, as far as it can be told, and the sources in reach. */
export function sayWater({ report, assessed, i18n }: ReportParts): ReportSection {
	const { t } = i18n;
	const { onS, units, jetLps, litres, isRunning } = report.water;
	const supply = assessed?.assessment.supply ?? null;
	const time = formatDuration(onS);
	const sayFlow = (flowLps: number | null | undefined) =>
		flowLps === null || flowLps === undefined
			? sayUnknown(i18n, assessed ? 'notOnFile' : 'noAssessment')
			: joinQuantity(formatFlow(flowLps));
	const facts: ReportFact[] = [
		fact(
			t('report.water.used'),
			litres === null ? sayUnknown(i18n, 'noWater') : t('report.water.estimate', { litres: formatNumber(litres) }),
			litres === null ? '' : t('report.water.basis', { time, flow: formatExact(jetLps), units }),
		),
		fact(
			t('report.water.onTime'),
			litres === null ? sayUnknown(i18n, 'noWater') : time,
			isRunning ? t('report.water.stillOn') : '',
		),
		fact(t('report.water.needed'), sayFlow(supply?.neededLps)),
		fact(t('report.water.available'), sayFlow(supply?.availableLps)),
	];
	const suppliedById = new Map(supply?.sources.map((source) => [source.id, source]));
	return {
		title: t('report.water.section'),
		blocks: [
			{ kind: 'facts', facts },
			...listOrNone(
				t('report.water.sources'),
				[
					[t('report.water.source'), 2],
					[t('report.water.kind'), 1.6],
					[t('report.water.state'), 1.4],
					[t('report.water.distance'), 1],
					[t('report.water.hose'), 1.6],
					[t('report.water.flow'), 1.6],
					[t('report.water.tested'), 1.8],
				],
				(assessed?.assessment.water ?? []).map(({ id, kind, state, distanceM, flowLps, testedOn }) => {
					const hoseM = suppliedById.get(id)?.hoseM;
					return [
						id,
						t(`codes.waterKind.${kind}`),
						t(`codes.waterState.${state}`),
						joinQuantity(formatDistance(distanceM)),
						hoseM === undefined
							? t('report.unknown')
							: hoseM === null
								? t('supply.noWay')
								: joinQuantity(formatDistance(hoseM)),
						flowLps === null ? `${t('report.unknown')} ${t('water.flowUnknown')}` : joinQuantity(formatFlow(flowLps)),
						testedOn ?? t('water.neverTested'),
					];
				}),
				assessed ? t('report.water.noSources') : sayUnknown(i18n, 'noAssessment'),
			),
		],
	};
}
