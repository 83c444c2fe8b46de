import { useTranslation } from 'react-i18next';
import type { HeightBand, Heights } from '../../../domain/alert/heights.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatNumber } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import './height-strategy.css';

/**
 * Rule A18, a part of card 2: how each floor is got at, by ladder, hose, riser and relay, with the pressure at the pump; the floor to start
 * from; the refuge floors. null: older records, or the target's floors are unknown; then it says so.
 */
export function HeightStrategy({ heights }: { readonly heights: Heights | null }) {
	const { t } = useTranslation();
	const title = t('targetFacts.heights');
	if (!heights) {
		return (
			<p className="heights__none">
				<span className="row__label">{title}</span> {t('targetFacts.heightsUnknown')}
			</p>
		);
	}
	const { bands, fire, refugeFloors } = heights;
	return (
		<details className="heights">
			<summary>
				<span className="row__label">{title}</span>{' '}
				{fire ? (
					<>
						<b>
							{t(fire.startFloor === fire.floor ? 'targetFacts.start' : 'targetFacts.startOf', {
								floor: fire.floor,
								start: fire.startFloor,
							})}
						</b>{' '}
						<span className="soft">
							{fire.means.length > 0
								? fire.means.map((means) => t(`targetFacts.means.${means}`)).join(' · ')
								: t('targetFacts.noneOf')}
						</span>
					</>
				) : (
					<span className="soft">{bands.map((band) => sayBand(band)).join(' · ')}</span>
				)}
			</summary>
			<ul className="heights__bands">
				{bands.map((band) => (
					<Band key={`${band.means} ${band.fromFloor}`} band={band} isFire={isWithin(band, fire?.floor ?? null)} />
				))}
			</ul>
			{refugeFloors.length > 0 && (
				<p className="soft">{t('targetFacts.refuge', { floors: refugeFloors.join(' · ') })}</p>
			)}
		</details>
	);

	function sayBand({ means, fromFloor, toFloor }: HeightBand): string {
		return `${t(`targetFacts.means.${means}`)} ${t('targetFacts.floors', { from: fromFloor, to: toFloor })}`;
	}
}

function isWithin({ fromFloor, toFloor }: HeightBand, floor: number | null): boolean {
	return floor !== null && floor >= fromFloor && floor <= toFloor;
}

function Band({ band, isFire }: { readonly band: HeightBand; readonly isFire: boolean }) {
	const { t, i18n } = useTranslation();
	const { fromFloor, toFloor, means, pumpMpa, stages, reasons, sourced } = band;
	const name = t(`targetFacts.means.${means}`);
	const floors =
		fromFloor === toFloor
			? t('targetFacts.floor', { from: fromFloor })
			: t('targetFacts.floors', { from: fromFloor, to: toFloor });
	const isRelay = stages !== null && stages > 1;
	const pump = pumpMpa === null || isRelay ? null : t('targetFacts.pump', { mpa: formatNumber(pumpMpa, 2) });
	const relay = isRelay ? t('targetFacts.stages', { count: stages }) : null;
	const why = reasons.map((reason) => sayReason(i18n, reason)).join(' · ');
	return (
		<li className="heights__band" data-means={means} data-fire={isFire || undefined} title={why}>
			<span className="heights__means">{name}</span>
			<b>{floors}</b>
			<span className="soft ellipsis">{relay ?? pump ?? why}</span>
			<BasisButton className="row-value" label={`${name} ${floors}`} value={relay ?? pump ?? why} sourced={sourced}>
				<BasisTag basis={sourced.basis} />
			</BasisButton>
		</li>
	);
}
