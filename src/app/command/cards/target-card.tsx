import { Building2, MapPinOff, Scan } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Target } from '../../../domain/assessment.ts';
import type { BuildingStructure, BuildingUse, Sourced } from '../../../domain/building.ts';
import type { PictureLit } from '../../../scene/layers/tactics-picture.ts';
import { findWord } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { Card } from '../../ui/card.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatArea, formatDistance, formatHeight, formatNumber, joinQuantity } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
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
	const failed = findFailedPart(findings, 'buildings', 'target', 'key-units', 'ground');
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
			{target && <TargetFacts target={target} fireFloor={assessment.situation.fireFloor} />}
			<FindingList findings={findFindings(findings, 'target')} />
			{!target && !failed && <NoTarget assessment={assessment} />}
		</Card>
	);
}

function TargetFacts({ target, fireFloor }: { readonly target: Target; readonly fireFloor: number | null }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const sourceOf = (key: string): Sourced => target.sources[key] ?? NOT_GIVEN;
	const { heightM, floors, floorsBelow, fireGrade, residents, polygons } = target;
	const outline: PictureLit = { points: [], lines: [], polygons };
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
					geometry={outline}
				/>
				<Value
					label={t('target.perimeter')}
					quantity={{ text: formatNumber(target.perimeterM), unit: 'm' }}
					sourced={sourceOf('perimeterM')}
					geometry={outline}
				/>
			</dl>
			<div className="rows">
				<dl className="row-pair row-pair--wide">
					<ValueRow
						label={t('target.structure')}
						value={target.structure && t(`codes.structure.${target.structure}`)}
						sourced={sourceOf('structure')}
						sayOther={(value) => t(`codes.structure.${value as BuildingStructure}`)}
					/>
					<ValueRow
						label={t('target.use')}
						value={target.use && t(`codes.use.${target.use}`)}
						sourced={sourceOf('use')}
						sayOther={(value) => t(`codes.use.${value as BuildingUse}`)}
					/>
				</dl>
				<dl className="row-pair row-pair--wide card__extra">
					<ValueRow
						label={t('plan.fireGrade')}
						value={fireGrade === null ? null : t(GRADES[fireGrade - 1] ?? 'value.unknown')}
						sourced={sourceOf('fireGrade')}
					/>
					<ValueRow
						label={t('target.year')}
						value={target.year === null ? null : t('target.yearValue', { year: target.year })}
						sourced={sourceOf('year')}
					/>
				</dl>
				<dl className="row-pair row-pair--wide">
					<div className="row">
						<dt className="row__label">{t('target.id')}</dt>
						<dd className="row__value row__value--plain ellipsis" title={target.id}>
							{target.id}
						</dd>
						<dd className="row__end">
							<IconButton
								small
								icon={Scan}
								label={t('target.closeUp')}
								onClick={() => ui.setState({ closeUpOpen: true })}
							/>
						</dd>
					</div>
					{fireFloor === null ? (
						<ValueRow
							label={t('plan.residents')}
							value={residents === null ? null : t('plan.people', { count: residents })}
							sourced={sourceOf('residents')}
						/>
					) : (
						<FireFloorRow fireFloor={fireFloor} floors={floors} />
					)}
				</dl>
			</div>
		</>
	);
}

const GRADES = ['plan.grades.g1', 'plan.grades.g2', 'plan.grades.g3', 'plan.grades.g4'] as const;
const SAID: Sourced = { basis: 'said', source: 'fengtu', date: null, note: null };

/** The floor that burns as somebody says, and whether the building has it. */
function FireFloorRow({ fireFloor, floors }: { readonly fireFloor: number; readonly floors: number | null }) {
	const { t } = useTranslation();
	const said =
		fireFloor > 0 ? t('whatIf.floorValue', { floor: fireFloor }) : t('whatIf.floorBelow', { floor: -fireFloor });
	const isAbove = floors !== null && fireFloor > floors;
	return (
		<div className="row">
			<dt className="row__label">{t('whatIf.fireFloor')}</dt>
			<dd className="row__value">
				<span className="fire-floor">{said}</span>
				{isAbove && <span className="warn"> {t('target.aboveTop', { floors })}</span>}
			</dd>
			<dd className="row__end">
				<BasisButton className="row-value" label={t('whatIf.fireFloor')} value={said} sourced={SAID}>
					<BasisTag basis="said" />
				</BasisButton>
			</dd>
		</div>
	);
}

function NearNote({ assessment, distanceM }: { assessment: Assessment; distanceM: number }) {
	const { t } = useTranslation();
	return (
		<div className="finding" data-severity="attention">
			<span />
			<div>
				<b>{t('target.near', { distance: joinQuantity(formatDistance(distanceM)) })}</b>
				<div className="card__extra">
					<Candidates assessment={assessment} />
				</div>
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
