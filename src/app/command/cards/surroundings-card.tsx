import { ArrowUp, Building, Home } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exposure } from '../../../domain/alert/exposures.ts';
import type { Assessment, Neighbour } from '../../../domain/assessment.ts';
import { useServices } from '../../state/services.ts';
import { Card } from '../../ui/card.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import {
	compassSector,
	formatArea,
	formatEstimated,
	formatGap,
	formatHeight,
	joinQuantity,
	type Language,
} from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { type FidOf, useFids } from '../use-fids.ts';
import { walkRows } from '../walk-rows.ts';
import { ExposureLine } from './exposure-line.tsx';
import { FailedPart } from './failed-part.tsx';
import { findLit, listByDanger } from './list-by-danger.ts';
import './lists.css';

const SHOWN_FIRST = 3;
const SHOWN_FIRST_COMPACT = 2;
/** Rule A2: a smaller gap counts as touching. */
const TOUCHING_M = 0.1;

/**
 * Card 4: buildings within 100 m, those to be protected first on top (nearest first in older records): direction, gap, what it is, height;
 * below it the radiation on it and the separation that is missing. A row lights its building up on the map.
 */
export function SurroundingsCard({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const [all, setAll] = useState(false);
	const [byGap, setByGap] = useState(false);
	const { surroundings, exposures, findings } = assessment;
	const fidOf = useFids(assessment);
	const failed = findFailedPart(findings, 'buildings', 'target', 'exposures');
	const nearest = surroundings[0];
	const first = useCompact() ? SHOWN_FIRST_COMPACT : SHOWN_FIRST;
	const rest = surroundings.length - first;
	const ranked = exposures !== null && exposures.length > 0;
	const rows = ranked && !byGap ? listByDanger(surroundings, exposures) : surroundings;
	const lit = findLit(exposures);
	const gap = nearest && sayGap(nearest.gapM, t('surroundings.attached'));
	const answer =
		gap &&
		(lit > 0
			? t('exposure.answer', { count: lit, gap })
			: t('surroundings.answer', { count: surroundings.length, gap }));
	return (
		<Card number={4} icon={Building} title={t('surroundings.region')} answer={answer}>
			{failed && <FailedPart finding={failed} />}
			<FindingList findings={findFindings(findings, 'surroundings', 'exposures', 'separation')} />
			{nearest && (
				<ul className="rows" onKeyDown={walkRows}>
					{rows.slice(0, all ? undefined : first).map((neighbour) => (
						<li key={neighbour.id} className="neighbour-item">
							<NeighbourRow neighbour={neighbour} fidOf={fidOf} />
							<ExposureLine
								neighbour={neighbour}
								exposure={findExposure(exposures, neighbour)}
								source={assessment.target?.sources.radiationKwM2}
							/>
						</li>
					))}
				</ul>
			)}
			{(rest > 0 || (ranked && surroundings.length > 1)) && (
				<div className="card__more card__extra">
					{rest > 0 && (
						<button type="button" className="btn btn--link" aria-expanded={all} onClick={() => setAll(!all)}>
							{all ? t('surroundings.fewer') : t('surroundings.more', { count: rest })}
						</button>
					)}
					{ranked && surroundings.length > 1 && (
						<button type="button" className="btn btn--link" onClick={() => setByGap(!byGap)}>
							{t(byGap ? 'exposure.byDanger' : 'exposure.byGap')}
						</button>
					)}
				</div>
			)}
			{!nearest && !failed && (
				<EmptyState
					icon={Home}
					title={t('surroundings.none')}
					hint={t(assessment.place === 'outside-city' ? 'target.outsideHint' : 'surroundings.noneHint')}
				/>
			)}
		</Card>
	);
}

function findExposure(exposures: readonly Exposure[] | null, { id }: Neighbour): Exposure | undefined {
	return exposures?.find((exposure) => exposure.id === id);
}

function NeighbourRow({ neighbour, fidOf }: { neighbour: Neighbour; fidOf: FidOf }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { ui, selection } = useServices();
	const { id, name, gapM, bearingDeg, heightM, heightBasis, footprintM2, use, polygons, gapLine } = neighbour;
	const fid = fidOf(neighbour);
	const sector = compassSector(bearingDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
	const kind = name ?? (use ? t(`codes.use.${use}`) : t('surroundings.unnamed'));
	const point = () => ui.setState({ pointed: { fid, id, polygons, heightM } });
	const unpoint = () => ui.setState({ pointed: null });
	return (
		<button
			type="button"
			className="row neighbour"
			data-stop
			data-building={id}
			title={`${kind} · ${t('surroundings.footprint', { area: joinQuantity(formatArea(footprintM2)) })}`}
			onMouseEnter={point}
			onMouseLeave={unpoint}
			onFocus={point}
			onBlur={unpoint}
			onClick={() => {
				const at = gapLine?.[1] ?? polygons[0]?.[0]?.[0];
				if (fid !== null && at) {
					selection.setState({ selected: { kind: 'building', fid, lon: at[0], lat: at[1] } });
				}
			}}
		>
			<span className="neighbour__direction">
				<b>{t(`compass.d${sector}`)}</b>
				<ArrowUp size={14} strokeWidth={2} aria-hidden style={{ rotate: `${Math.round(bearingDeg)}deg` }} />
			</span>
			<b className="neighbour__gap">{sayGap(gapM, t('surroundings.attached'))}</b>
			<span className="grow ellipsis">{kind}</span>
			<span className="neighbour__area">{joinQuantity(formatArea(footprintM2))}</span>
			<span className="neighbour__height">
				{heightM === null
					? t('value.unknown')
					: t('surroundings.highHeight', { height: sayHeight(heightM, heightBasis, language) })}
			</span>
		</button>
	);
}

function sayGap(gapM: number, attached: string): string {
	return gapM < TOUCHING_M ? attached : joinQuantity(formatGap(gapM));
}

function sayHeight(heightM: number, basis: string, language: Language): string {
	const text = joinQuantity(formatHeight(heightM));
	return basis === 'estimated' ? formatEstimated(text, language) : text;
}
