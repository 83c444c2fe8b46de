import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { MOST_MARKED } from '../../state/marked-reach-store.ts';
import { useMarkedReach, useTacticsState } from '../../state/services.ts';
import { formatHeight, joinQuantity } from '../../ui/format.ts';
import { useSide } from '../what-if/say-wind.ts';
import { listTruckSides } from './list-truck-sides.ts';

interface TruckReachProps {
	readonly id: string;
	readonly mark: Mark;
}

/** Which floors of which sides an aerial reaches from where it is drawn, by the same analysis as the assessment's own spots. */
export function TruckReach({ id, mark }: TruckReachProps) {
	const { t, i18n } = useTranslation();
	const sayFacing = useSide();
	const { assessment, status, marked } = useMarkedReach((state) => state);
	const isHidden = useTacticsState((state) => state.hidden.includes(mark.phase));
	const isCounted = marked.some(({ markId }) => markId === id);
	const spot = assessment ? listTruckSides(assessment, id) : null;
	const say = () => {
		if (isHidden) return t('marks.reachHidden');
		if (!isCounted) return t('marks.reachMany', { most: MOST_MARKED });
		if (status === 'failed') return t('marks.reachFailed');
		if (!spot) return t('marks.reachWaiting');
		if (spot.refused !== null) return sayReason(i18n, spot.refused);
		return spot.sides.length === 0 ? t('marks.reachNone') : null;
	};
	const sayTop = (facingDeg: number, topFloor: number | null, topM: number | null) => {
		const side = sayFacing(facingDeg);
		if (topFloor !== null && topFloor > 0) return t('marks.reachOf', { side, floor: topFloor });
		return topM === null ? side : t('marks.reachHeight', { side, height: joinQuantity(formatHeight(topM)) });
	};
	const said = say();
	return (
		<section className="tactics__reach" aria-label={t('marks.reach')} aria-busy={status === 'loading'}>
			<h3>{t('marks.reach')}</h3>
			{said !== null ? (
				<p role="status">{said}</p>
			) : (
				<ul>
					{spot?.sides.map(({ sideId, facingDeg, topFloor, topM }) => (
						<li key={sideId}>
							<b>{sayTop(facingDeg, topFloor, topM)}</b>
						</li>
					))}
				</ul>
			)}
			<p className="dim">{t('marks.reachBasis')}</p>
		</section>
	);
}
