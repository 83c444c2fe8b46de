import type { ReportBlock, ReportSection, ReportView } from '../../domain/report/report-view.ts';
import { buildPlan } from './plan/build-plan.ts';
import { REPORT_INK } from './report-ink.ts';
import type { ReportParts } from './report-parts.ts';
import { sayForce } from './sections/say-force.ts';
import { sayHead, sayPlace } from './sections/say-head.ts';
import { sayLog } from './sections/say-log.ts';
import { sayRecords } from './sections/say-records.ts';
import { saySources } from './sections/say-sources.ts';
import { sayTarget } from './sections/say-target.ts';
import { sayTimes } from './sections/say-times.ts';
import { sayMoment } from './sections/say-values.ts';
import { sayWater } from './sections/say-water.ts';

/** Half the width of the two plans, metres. */
const PLAN_RADII_M = [300, 100] as const;
/** Of a drill, as the page's own reasons of closing say it. */
const DRILL = /演练|drill/i;

/** Says a report in one language: every section with its words, unknown ones with the reason. Cost: linear in events. */
export function buildReportView(parts: ReportParts): ReportView {
	const { report, i18n, language, madeBy } = parts;
	const { t } = i18n;
	const { incident, pack, hasDemo, madeAtMs } = report;
	const isDrill = incident.closings.some(({ reason }) => DRILL.test(reason));
	const tags = [
		...(pack?.synthetic ? [t('report.syntheticCity')] : []),
		...(hasDemo ? [t('report.demoVehicles')] : []),
		...(isDrill ? [t('report.drill')] : []),
	];
	const level = t(`codes.level.${(incident.level ?? 'none') as 1 | 'none'}`);
	return {
		language,
		ink: REPORT_INK,
		title: t('report.title'),
		subtitle: [t(`codes.incidentType.${incident.type}`), sayPlace(report), level].join(' · '),
		id: incident.id,
		tags,
		running: incident.closedAtMs === null ? t('report.running') : null,
		foot: [
			t('report.foot.datum'),
			t('report.foot.printed', { time: sayMoment(madeAtMs), name: madeBy ?? t('report.foot.nobody') }),
		],
		pageWords: t('report.foot.page', { page: '{page}', pages: '{pages}' }),
		sections: [
			sayHead(parts),
			sayTimes(parts),
			sayTarget(parts),
			sayPlans(parts),
			sayForce(parts),
			sayWater(parts),
			sayRecords(parts),
			sayLog(parts),
			saySources(parts),
		],
		missingWords: t('report.sources.missing', { list: '{list}' }),
	};
}

/** Section 4: the plans, and the 3D picture or why there is none. */
function sayPlans(parts: ReportParts): ReportSection {
	const { t } = parts.i18n;
	const { map } = parts;
	const picture: ReportBlock =
		'jpeg' in map
			? {
					kind: 'picture',
					picture: { jpeg: map.jpeg, text: t('report.plan.pictureAt', { time: sayMoment(map.atMs) }) },
				}
			: { kind: 'text', text: t(`report.plan.${map.why}`) };
	return {
		title: t('report.plan.section'),
		blocks: [
			...PLAN_RADII_M.map((radiusM): ReportBlock => ({ kind: 'plan', plan: buildPlan(parts, radiusM) })),
			{ kind: 'heading', text: t('report.plan.picture') },
			picture,
		],
	};
}
