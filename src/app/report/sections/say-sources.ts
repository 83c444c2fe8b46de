import type { ReportSection } from '../../../domain/report/report-view.ts';
import type { ReportParts } from '../report-parts.ts';
import { listOrNone, sayMoment, sayUnknown } from './say-values.ts';

const TARGET_VALUES = [
	['heightM', 'target.height'],
	['floors', 'target.floors'],
	['footprintM2', 'target.footprint'],
	['structure', 'target.structure'],
	['use', 'target.use'],
] as const;

/** Last section: where each part comes from, and how old it is. */
export function saySources({ report, assessed, events, i18n }: ReportParts): ReportSection {
	const { t } = i18n;
	const newest = events.at(-1);
	const undated = t('report.sources.undated');
	const { pack, hasDemo, units } = report;
	const sources = assessed?.assessment.target?.sources ?? {};
	const hasTracks = units.some(({ drivenM }) => drivenM !== null);
	const rows = [
		[
			t('report.sources.log'),
			t('report.sources.logSource', { count: events.length }),
			t('codes.basis.said'),
			newest ? sayMoment(newest.atMs) : undated,
		],
		[
			t('report.sources.pack'),
			pack ? t('report.sources.packSource', pack) : sayUnknown(i18n, 'noAssessment'),
			t(pack?.synthetic ? 'report.syntheticCity' : 'codes.basis.registered'),
			assessed ? sayMoment(assessed.madeAtMs) : undated,
		],
		...TARGET_VALUES.flatMap(([key, word]) => {
			const sourced = sources[key];
			return sourced ? [[t(word), sourced.source, t(`codes.basis.${sourced.basis}`), sourced.date ?? undated]] : [];
		}),
		[
			t('report.sources.tracks'),
			!hasTracks ? sayUnknown(i18n, 'noTrack') : t(hasDemo ? 'report.sources.demoTracks' : 'report.sources.realTracks'),
			t(hasDemo ? 'report.demoVehicles' : 'codes.basis.measured'),
			newest ? sayMoment(newest.atMs) : undated,
		],
		[t('report.sources.standards'), t('report.sources.assumption'), t('codes.basis.norm'), undated],
	];
	return {
		title: t('report.sources.section'),
		blocks: listOrNone(
			t('report.sources.section'),
			[
				[t('report.sources.item'), 2],
				[t('report.sources.source'), 4],
				[t('report.sources.basis'), 2],
				[t('report.sources.date'), 2.2],
			],
			rows,
			t('report.none'),
		).slice(1),
	};
}
