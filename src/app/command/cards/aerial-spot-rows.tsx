import { Check, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Aerial, AerialSpot } from '../../../domain/alert/aerial.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatExact, formatGap, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';

const ICONS = { conform: Check, usable: TriangleAlert, unusable: X } as const;

interface AerialSpotRowsProps {
	readonly aerial: Aerial;
	/** Where each side looks, by its id. */
	readonly facingOf: (sideId: string) => string;
}

/** Places to set up, best first, each with what fails of it and the road that leads there; a press shows it on the map. */
export function AerialSpotRows({ aerial, facingOf }: AerialSpotRowsProps) {
	const { t } = useTranslation();
	const { tried, conform, usable } = aerial.candidates;
	const warned = aerial.spots.filter(({ inCollapseZone }) => inCollapseZone === 'contingent').length;
	return (
		<>
			<ul className="rows" aria-label={t('aerial.spots')} onKeyDown={walkRows}>
				{aerial.spots.map((spot) => (
					<li key={spot.id}>
						<SpotRow aerial={aerial} spot={spot} facing={facingOf(spot.sideId)} />
					</li>
				))}
			</ul>
			{warned > 0 && <p className="dim">{t('aerial.zoneContingent', { count: warned, total: aerial.spots.length })}</p>}
			<p className="dim">{t('aerial.tried', { tried, conform, usable })}</p>
			<p className="dim">{t('aerial.notInData')}</p>
		</>
	);
}

function SpotRow({ aerial, spot, facing }: { aerial: Aerial; spot: AerialSpot; facing: string }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { selection } = useServices();
	const { id, verdict, lengthM, widthM, wallM, lon, lat, failing, inCollapseZone, corners } = spot;
	const light = useLightOn({ points: [], lines: [], polygons: [[corners]] });
	const Icon = ICONS[verdict];
	const size = `${formatExact(lengthM)} × ${joinQuantity(formatGap(widthM))}`;
	const road = pickName(spot.roadName ?? null, spot.roadNameEn ?? null, language);
	const why = [
		...(inCollapseZone === 'active' ? [t('aerial.zoneActive')] : []),
		...failing.map((reason) => sayReason(i18n, reason)),
	];
	const sourced = aerial.bases.spots;
	return (
		<div className="aerial-spot" data-spot={id} data-verdict={verdict}>
			<div className="row">
				<button
					type="button"
					data-stop
					{...light}
					className="text-btn aerial-spot__show"
					title={t('aerial.show', { id })}
					onClick={() => selection.setState({ selected: { kind: 'spot', id, lon, lat } })}
				>
					<Icon size={16} strokeWidth={1.75} aria-hidden />
					<b>{id}</b>
					<span>{t(`aerial.verdict.${verdict}`)}</span>
					<span className="soft ellipsis">{road === null ? facing : `${facing} · ${road}`}</span>
				</button>
				{sourced && (
					<BasisButton
						className="row-value"
						label={t('aerial.spotOf', { id })}
						value={t('aerial.spotValue', { size, wall: joinQuantity(formatGap(wallM)) })}
						sourced={{
							...sourced,
							inputs: { ...sourced.inputs, lengthM, widthM, wallM, carriagewayM: spot.carriagewayM },
						}}
						geometry={{ points: [], lines: [], polygons: [[corners]] }}
					>
						<span>{t('aerial.spotValue', { size, wall: joinQuantity(formatGap(wallM)) })}</span>
						<BasisTag basis={sourced.basis} />
					</BasisButton>
				)}
			</div>
			{why.length > 0 && <p className="aerial-spot__why">{why.join(t('aerial.listSeparator'))}</p>}
		</div>
	);
}
