import { Ban, Construction } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Aerial, ApplianceReach } from '../../../domain/alert/aerial.ts';
import { readSides } from '../../../domain/alert/side-reach.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { useServices, useWhatIf } from '../../state/services.ts';
import { setModel } from '../../state/what-if-store.ts';
import { Card } from '../../ui/card.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { compassSector, formatNumber } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { AerialSideRow } from './aerial-side-row.tsx';
import { AerialSpotRows } from './aerial-spot-rows.tsx';
import { FacadeStrip, MOST_BESIDE } from './facade-strip.tsx';
import { FailedPart } from './failed-part.tsx';
import { groupByFacing } from './group-by-facing.ts';
import { findShownAppliance, listOffered } from './read-aerial.ts';
import './lists.css';
import './aerial-card.css';

/** Findings that the card says itself: by its one line, its rows, the note below the spots. */
const SAID = new Set([
	'aerial/sides',
	'aerial/sides-floors-unknown',
	'aerial/fire-floor-reached',
	'aerial/operating-side',
	'aerial/overhead-unknown',
]);
/** Findings on the aerial that is suggested, not on one that somebody chose. */
const OF_SUGGESTED = new Set([
	'aerial/fire-floor-not-sent',
	'aerial/fire-floor-catalogue',
	'aerial/fire-floor-missed',
	'aerial/fire-floor-hidden',
	'aerial/no-floor',
	'aerial/stream-only',
]);
const SIDES_FIRST = 4;
const SIDES_FIRST_COMPACT = 3;

interface AerialCardProps {
	readonly assessment: Assessment;
	/** What belongs to the card below the reach. */
	readonly children?: ReactNode;
}

/** Card 2: from how many sides an aerial can work and up to which floor, side by side, and where it would set up. */
export function AerialCard({ assessment, children }: AerialCardProps) {
	const { t } = useTranslation();
	const chosen = useWhatIf((state) => state.model);
	const { aerial, findings, target } = assessment;
	const shown = aerial ? findShownAppliance(aerial, chosen) : undefined;
	const failed = findFailedPart(findings, 'aerial');
	const isSuggested = shown?.model === aerial?.suggestedModel;
	const said = findFindings(findings, 'aerial', 'sides').filter(
		({ code }) => !SAID.has(code) && (isSuggested || !OF_SUGGESTED.has(code)),
	);
	return (
		<Card number={2} icon={Construction} title={t('aerial.region')} answer={<Answer shown={shown} />}>
			{failed && <FailedPart finding={failed} />}
			<FindingList findings={said} lead={OF_SUGGESTED} />
			{aerial && shown && <Reach assessment={assessment} aerial={aerial} shown={shown} />}
			{aerial === null && !failed && (
				<EmptyState
					icon={Ban}
					title={t('aerial.notAssessed')}
					hint={t(target === null ? 'target.noneHint' : 'aerial.notAssessedHint')}
				/>
			)}
			{children}
		</Card>
	);
}

/** "4 面中 1 面可作业，至 15 层". */
function Answer({ shown }: { readonly shown: ApplianceReach | undefined }) {
	const { t } = useTranslation();
	if (!shown) return t('value.unknown');
	const { sidesReached: sides, topFloor, topM } = shown;
	const total = shown.sides.length;
	if (sides === 0) return t('aerial.answerNone', { total });
	const answer = t('aerial.answer', { total, sides });
	const stream = shown.carriesPeople ? [] : [t('aerial.streamOnly')];
	const top =
		topFloor !== null
			? [t('aerial.toFloor', { floor: topFloor })]
			: topM !== null
				? [t('aerial.toHeight', { height: formatNumber(Math.floor(topM)) })]
				: [];
	return [answer, ...top, ...stream].join(' · ');
}

interface ReachProps {
	readonly assessment: Assessment;
	readonly aerial: Aerial;
	readonly shown: ApplianceReach;
}

function Reach({ assessment, aerial, shown }: ReachProps) {
	const { t } = useTranslation();
	const [allSides, setAllSides] = useState(false);
	const [spotsOpen, setSpotsOpen] = useState(false);
	const first = useCompact() ? SIDES_FIRST_COMPACT : SIDES_FIRST;
	const { target, situation, force } = assessment;
	const facts = target?.sides ?? [];
	const facingOf = (sideId: string): string => {
		const side = facts.find(({ id }) => id === sideId);
		if (!side) return sideId;
		return t(`compass.d${compassSector(side.bearingDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
	};
	const sides = readSides(aerial, shown)
		.map((side) => ({ side, facing: facingOf(side.sideId) }))
		.sort((a, b) => Number(a.side.reason !== null) - Number(b.side.reason !== null));
	const strip = groupByFacing(sides, (sideId) => facts.find(({ id }) => id === sideId)?.bearingDeg ?? 0).map(
		({ quarter, ...rest }) => ({ ...rest, facing: t(`compass.d${(quarter * 2) as 0 | 2 | 4 | 6}`) }),
	);
	const rest = sides.length - first;
	const usable = aerial.spots.filter(({ verdict }) => verdict !== 'unusable').length;
	return (
		<>
			<Chooser aerial={aerial} force={force} shown={shown} />
			<div className="aerial-reach" data-many={sides.length > MOST_BESIDE || undefined}>
				<FacadeStrip
					sides={sides.length > MOST_BESIDE ? strip : sides}
					floors={target?.floors ?? null}
					heightM={target?.heightM ?? null}
					fireFloor={situation.fireFloor}
				/>
				<ul className="rows" aria-label={t('aerial.sides')}>
					{sides.slice(0, allSides ? undefined : first).map(({ side, facing }) => (
						<li key={side.sideId}>
							<AerialSideRow
								aerial={aerial}
								appliance={shown}
								side={side}
								facts={facts.find(({ id }) => id === side.sideId)}
								clearWidth={target?.sources.clearWidthM}
								facing={facing}
							/>
						</li>
					))}
				</ul>
			</div>
			<div className="card__more card__extra">
				{rest > 0 && (
					<button
						type="button"
						className="btn btn--link"
						aria-expanded={allSides}
						onClick={() => setAllSides(!allSides)}
					>
						{allSides ? t('aerial.fewerSides') : t('aerial.moreSides', { count: rest })}
					</button>
				)}
				<button
					type="button"
					className="btn btn--link"
					aria-expanded={spotsOpen}
					onClick={() => setSpotsOpen(!spotsOpen)}
				>
					{spotsOpen ? t('aerial.closeSpots') : t('aerial.openSpots', { count: usable })}
				</button>
			</div>
			{spotsOpen && <AerialSpotRows aerial={aerial} facingOf={facingOf} />}
		</>
	);
}

/** Which aerial is shown: those that are sent before the rest of the catalogue, each with what it reaches. */
function Chooser({ aerial, force, shown }: { aerial: Aerial; force: Assessment['force']; shown: ApplianceReach }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { whatIf } = useServices();
	const { sent, others } = listOffered(aerial, force);
	const sayOption = ({ model, topFloor, topM, carriesPeople }: ApplianceReach): string => {
		const name = findVehicleModel(model);
		const reached =
			topFloor !== null
				? t('aerial.toFloor', { floor: topFloor })
				: topM !== null
					? t('aerial.toHeight', { height: formatNumber(Math.floor(topM)) })
					: t('aerial.reachesNothing');
		const parts = [`${model} ${(language === 'en' ? name?.nameEn : name?.name) ?? ''}`, reached];
		return (carriesPeople ? parts : [...parts, t('aerial.streamOnly')]).join(' · ');
	};
	return (
		<label className="field aerial-chooser card__extra">
			<span>{t('aerial.appliance')}</span>
			<select
				value={shown.model}
				onChange={({ target }) => setModel(whatIf, target.value === aerial.suggestedModel ? null : target.value)}
			>
				{sent.length > 0 && (
					<optgroup label={t('aerial.sent')}>
						{sent.map((each) => (
							<option key={each.model} value={each.model}>
								{sayOption(each)}
							</option>
						))}
					</optgroup>
				)}
				<optgroup label={t(sent.length > 0 ? 'aerial.notSent' : 'aerial.catalogue')}>
					{others.map((each) => (
						<option key={each.model} value={each.model}>
							{sayOption(each)}
						</option>
					))}
				</optgroup>
			</select>
		</label>
	);
}
