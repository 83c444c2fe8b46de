import { Building2, MapPinOff, Scan } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Target } from '../../../domain/assessment.ts';
import type { BuildingStructure, BuildingUse, Sourced } from '../../../domain/building.ts';
import { findWord } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { Card } from '../../ui/card.tsx';
import { FindingRow, findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatArea, formatDistance, formatHeight, formatNumber, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Value, ValueRow } from '../../ui/value.tsx';
import { FailedPart } from './failed-part.tsx';
import './lists.css';

const NOT_GIVEN: Sourced = { basis: 'unknown', source: 'fengtu', date: null, note: 'not-on-file' };

/** Card 1: the building on fire, each value with its basis; or that there is none, with what to do. */
export function TargetCard({ assessment }: { readonly assessment: Assessment }) {
	const { t, i18n } = useTranslation();
	const { target, findings } = assessment;
	const failed = findFailedPart(findings, 'buildings');
	const codeClass = target?.codeClass;
	const said = codeClass ? (findWord(i18n, 'codeClass', codeClass) ?? codeClass) : t('target.classUnknown');
	const sourced = target?.sources.codeClass ?? NOT_GIVEN;
	const answer = target && (
		<BasisButton className="row-value" label={t('target.codeClass')} value={said} sourced={sourced}>
			<span className="soft">{said}</span>
			<BasisTag basis={codeClass ? sourced.basis : 'unknown'} />
		</BasisButton>
	);
	return (
		<Card number={1} icon={Building2} title={t('target.region')} answer={answer}>
			{failed && <FailedPart finding={failed} />}
			{target && target.match === 'near' && <NearNote assessment={assessment} distanceM={target.distanceM} />}
			{target && <TargetFacts target={target} />}
			{findFindings(findings, 'target').map((finding) => (
				<FindingRow key={finding.code} finding={finding} />
			))}
			{!target && !failed && <NoTarget assessment={assessment} />}
		</Card>
	);
}

function TargetFacts({ target }: { target: Target }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const sourceOf = (key: string): Sourced => target.sources[key] ?? NOT_GIVEN;
	const { heightM, floors, floorsBelow } = target;
	return (
		<>
			<dl className="values">
				<Value
					label={t('target.height')}
					quantity={heightM === null ? null : formatHeight(heightM)}
					sourced={sourceOf('heightM')}
					sayOther={(value) => joinQuantity(formatHeight(Number(value)))}
				/>
				<Value
					label={t('target.floors')}
					quantity={floors === null ? null : { text: formatNumber(floors), unit: '' }}
					extra={floorsBelow ? ` / −${floorsBelow}` : undefined}
					sourced={sourceOf('floors')}
				/>
				<Value
					label={t('target.footprint')}
					quantity={formatArea(target.footprintM2)}
					sourced={sourceOf('footprintM2')}
				/>
				<Value
					label={t('target.perimeter')}
					quantity={{ text: formatNumber(target.perimeterM), unit: 'm' }}
					sourced={sourceOf('perimeterM')}
				/>
			</dl>
			<dl className="rows">
				<ValueRow
					label={t('target.structure')}
					value={target.structure && t(`codes.structure.${target.structure}`)}
					sourced={sourceOf('structure')}
					sayOther={(value) => t(`codes.structure.${value as BuildingStructure}`)}
				/>
				<div className="row-pair">
					<ValueRow
						label={t('target.use')}
						value={target.use && t(`codes.use.${target.use}`)}
						sourced={sourceOf('use')}
						sayOther={(value) => t(`codes.use.${value as BuildingUse}`)}
					/>
					<ValueRow
						label={t('target.year')}
						value={target.year === null ? null : t('target.yearValue', { year: target.year })}
						sourced={sourceOf('year')}
					/>
				</div>
				<div className="row">
					<dt className="row__label">{t('target.id')}</dt>
					<dd className="row__value ellipsis">{target.id}</dd>
					<dd className="row__end">
						<button type="button" className="btn btn--row" onClick={() => ui.setState({ closeUpOpen: true })}>
							<Scan size={16} strokeWidth={1.75} aria-hidden />
							{t('target.closeUp')}
						</button>
					</dd>
				</div>
			</dl>
		</>
	);
}

function NearNote({ assessment, distanceM }: { assessment: Assessment; distanceM: number }) {
	const { t } = useTranslation();
	return (
		<div className="finding" data-severity="attention">
			<span />
			<div>
				<b>{t('target.near', { distance: joinQuantity(formatDistance(distanceM)) })}</b>
				<Candidates assessment={assessment} />
			</div>
		</div>
	);
}

function NoTarget({ assessment }: { assessment: Assessment }) {
	const { t } = useTranslation();
	if (assessment.place === 'outside-city') {
		return <EmptyState icon={MapPinOff} title={t('target.outside')} hint={t('target.outsideHint')} />;
	}
	const count = assessment.candidates.length;
	return (
		<>
			<EmptyState
				icon={MapPinOff}
				title={t('target.none')}
				hint={count > 0 ? t('target.noneNear', { count }) : t('target.noneHint')}
			/>
			<Candidates assessment={assessment} />
		</>
	);
}

const MAX_CANDIDATES = 3;

/** Other buildings the point could mean; choosing one opens the alarm form for it. */
function Candidates({ assessment }: { assessment: Assessment }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	if (assessment.candidates.length === 0) return null;
	return (
		<ul className="candidates" aria-label={t('target.candidates')}>
			<li className="soft">{t('target.candidates')}</li>
			{assessment.candidates.slice(0, MAX_CANDIDATES).map(({ id, name, distanceM, lon, lat }) => (
				<li key={id}>
					<button
						type="button"
						className="btn btn--link"
						title={t('target.choose')}
						onClick={() => ui.setState({ draft: { lon, lat, datum: 'wgs84', address: '', origin: 'map' } })}
					>
						{t('target.candidate', { name: name ?? id, distance: joinQuantity(formatDistance(distanceM)) })}
					</button>
				</li>
			))}
		</ul>
	);
}
