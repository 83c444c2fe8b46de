import type { Assessment, Neighbour } from '../../../domain/assessment.ts';
import type { ReportBlock, ReportFact, ReportSection } from '../../../domain/report/report-view.ts';
import { findWord, sayFinding, sayReason } from '../../i18n/say-code.ts';
import {
	compassSector,
	formatArea,
	formatArrival,
	formatDistance,
	formatEstimated,
	formatGap,
	formatHeight,
	joinQuantity,
	pickName,
} from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { SEVERITIES } from '../severity.ts';
import { fact, listOrNone, orUnknown, sayMoment, sayUnknown } from './say-values.ts';

/** As many neighbours as the map measures gaps to. */
const MOST_NEIGHBOURS = 12;

/** Section 3: the building, what the assessment found, what stands round it, zones, who was expected. */
export function sayTarget(parts: ReportParts): ReportSection {
	const { report, assessed, i18n } = parts;
	const { t } = i18n;
	const title = t('report.target.section');
	if (!assessed) return { title, blocks: [{ kind: 'text', text: sayUnknown(i18n, 'noAssessment') }] };
	const { assessment, madeAtMs } = assessed;
	const pack = report.pack ? `${report.pack.name} ${report.pack.version}` : t('report.unknown');
	return {
		title,
		blocks: [
			{ kind: 'text', text: t('report.target.madeAt', { time: sayMoment(madeAtMs), pack }) },
			...sayBuilding(parts, assessment),
			...sayFindings(parts, assessment),
			...sayNeighbours(parts, assessment),
			...sayZones(parts, assessment),
			...sayStations(parts, assessment),
		],
	};
}

function sayBuilding({ i18n, language }: ReportParts, { target }: Assessment): ReportBlock[] {
	const { t } = i18n;
	if (!target) return [{ kind: 'text', text: sayUnknown(i18n, 'noTarget') }];
	const basisOf = (key: string) => {
		const { basis = 'unknown', date } = target.sources[key] ?? {};
		return [t(`codes.basis.${basis}`), date].filter(Boolean).join(' ');
	};
	const height = target.heightM === null ? null : joinQuantity(formatHeight(target.heightM));
	const isEstimated = target.sources.heightM?.basis === 'estimated';
	const { keyUnit, codeClass } = target;
	const facts: ReportFact[] = [
		fact(t('target.id'), target.id),
		fact(t('report.head.address'), orUnknown(i18n, [target.address, target.name].filter(Boolean).join(' '), 'noName')),
		fact(
			t('target.height'),
			height === null ? sayUnknown(i18n, 'notOnFile') : isEstimated ? formatEstimated(height, language) : height,
			basisOf('heightM'),
		),
		fact(t('target.floors'), orUnknown(i18n, target.floors?.toString(), 'noFloors'), basisOf('floors')),
		fact(t('target.footprint'), joinQuantity(formatArea(target.footprintM2)), basisOf('footprintM2')),
		fact(
			t('target.structure'),
			orUnknown(i18n, target.structure && t(`codes.structure.${target.structure}`), 'notOnFile'),
			basisOf('structure'),
		),
		fact(t('target.use'), orUnknown(i18n, target.use && t(`codes.use.${target.use}`), 'notOnFile'), basisOf('use')),
		fact(
			t('target.codeClass'),
			orUnknown(i18n, codeClass && (findWord(i18n, 'codeClass', codeClass) ?? codeClass), 'notOnFile'),
			basisOf('codeClass'),
		),
		fact(
			t('report.target.keyUnit'),
			keyUnit ? (pickName(keyUnit.name, keyUnit.nameEn, language) ?? keyUnit.id) : t('plan.notUnit'),
		),
	];
	return [{ kind: 'facts', facts }];
}

function sayFindings({ i18n }: ReportParts, { findings }: Assessment): ReportBlock[] {
	const { t } = i18n;
	const heading: ReportBlock = { kind: 'heading', text: t('report.target.findings') };
	if (findings.length === 0) return [heading, { kind: 'text', text: t('report.target.noFindings') }];
	const sorted = [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
	return [
		heading,
		{
			kind: 'findings',
			findings: sorted.map((finding) => {
				const detail = findWord(i18n, 'findingDetail', finding.code);
				const rule = t('report.target.rule', { rule: finding.ruleId });
				return {
					severity: finding.severity,
					text: `${t(`codes.severity.${finding.severity}`)} · ${sayFinding(i18n, finding)}`,
					note: [detail, rule].filter(Boolean).join(' · '),
				};
			}),
		},
	];
}

function sayNeighbours({ i18n, language }: ReportParts, { surroundings }: Assessment): ReportBlock[] {
	const { t } = i18n;
	const saySide = ({ bearingDeg }: Neighbour) =>
		t(`compass.d${compassSector(bearingDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
	const sayHeight = ({ heightM, heightBasis }: Neighbour) => {
		if (heightM === null) return sayUnknown(i18n, 'notOnFile');
		const text = joinQuantity(formatHeight(heightM));
		return heightBasis === 'estimated' ? formatEstimated(text, language) : text;
	};
	const left = surroundings.length - MOST_NEIGHBOURS;
	return [
		...listOrNone(
			t('report.target.neighbours'),
			[
				[t('report.target.side'), 1],
				[t('report.target.gap'), 1],
				[t('report.target.use'), 3],
				[t('report.target.height'), 2],
			],
			surroundings
				.slice(0, MOST_NEIGHBOURS)
				.map((neighbour) => [
					saySide(neighbour),
					joinQuantity(formatGap(neighbour.gapM)),
					neighbour.name ?? (neighbour.use ? t(`codes.use.${neighbour.use}`) : t('surroundings.unnamed')),
					sayHeight(neighbour),
				]),
			t('surroundings.none'),
		),
		...(left > 0 ? [{ kind: 'text', text: t('report.target.neighboursMore', { count: left }) } as const] : []),
	];
}

function sayZones({ i18n }: ReportParts, { zones }: Assessment): ReportBlock[] {
	const { t } = i18n;
	return listOrNone(
		t('report.target.zones'),
		[
			[t('report.target.zone'), 1.5],
			[t('report.target.distance'), 1.2],
			[t('report.target.state'), 1],
			[t('report.target.reason'), 4],
		],
		(zones?.zones ?? []).map(({ kind, distanceM, state, reasons }) => {
			const why = reasons.map((reason) => sayReason(i18n, reason)).join(' · ');
			return [
				t(`zones.kind.${kind}`),
				distanceM === null
					? t('report.unknown')
					: t('zones.distance', { distance: joinQuantity(formatDistance(distanceM)) }),
				t(`zones.state.${state}`),
				why || t('report.why.noReason'),
			];
		}),
		t(zones ? 'report.none' : 'zones.notAssessed'),
	);
}

function sayStations({ i18n, language }: ReportParts, { stations }: Assessment): ReportBlock[] {
	const { t } = i18n;
	return listOrNone(
		t('report.target.stations'),
		[
			[t('report.target.station'), 3],
			[t('report.target.length'), 1.5],
			[t('report.target.arrival'), 1.5],
		],
		stations.map(({ id, name, nameEn, distanceM, arrivalS }) => [
			pickName(name, nameEn, language) ?? id,
			distanceM === null ? t('report.target.noRoute') : joinQuantity(formatDistance(distanceM)),
			arrivalS === null ? t('report.target.noRoute') : formatArrival(arrivalS),
		]),
		t('report.none'),
	);
}
