import { useTranslation } from 'react-i18next';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { WaterInReach } from '../../../domain/assessment.ts';
import { formatFlow, joinQuantity } from '../../ui/format.ts';

/** What the bar shows of a supply, in shares of its width. */
export interface BarShares {
	readonly fill: number;
	/** null = need unknown. */
	readonly tick: number | null;
}

/** The larger of what is there and what is needed takes five sixths of the bar, so that the tick never lies on its end. */
export function shareBar(availableLps: number | null, neededLps: number | null): BarShares {
	const whole = Math.max(availableLps ?? 0, neededLps ?? 0) * 1.2;
	if (whole === 0) return { fill: 0, tick: null };
	return { fill: (availableLps ?? 0) / whole, tick: neededLps === null ? null : neededLps / whole };
}

/** The water bar: fill = available, tick = needed; below in words whether it is enough, and what is not counted. */
export function WaterBar({ supply, water }: { readonly supply: Supply; readonly water: readonly WaterInReach[] }) {
	const { t } = useTranslation();
	const { availableLps, neededLps, unknown } = supply;
	const { fill, tick } = shareBar(availableLps, neededLps);
	const count = (state: WaterInReach['state']) => water.filter((source) => source.state === state).length;
	const say = (lps: number | null) => (lps === null ? t('value.unknown') : joinQuantity(formatFlow(lps)));
	const isShort = neededLps !== null && (availableLps ?? 0) < neededLps;
	const norm = { count: unknown.count, norm: say(unknown.normLps) };
	const parts = [
		t('supply.states', { total: water.length, ok: count('ok') }),
		...(count('faulty') > 0 ? [t('supply.faulty', { count: count('faulty') })] : []),
		...(count('stale') > 0 ? [t('supply.stale', { count: count('stale') })] : []),
	];
	return (
		<div className="water-bar">
			<svg
				className="water-bar__bar"
				viewBox="0 0 100 8"
				preserveAspectRatio="none"
				role="img"
				aria-label={t('supply.bar', { available: say(availableLps), needed: say(neededLps) })}
			>
				<rect className="water-bar__track" x="0" y="2" width="100" height="4" />
				<rect className="water-bar__fill" x="0" y="2" width={fill * 100} height="4" />
				{tick !== null && <rect className="water-bar__tick" x={tick * 100 - 0.35} y="0" width="0.7" height="8" />}
			</svg>
			<p className="water-bar__words">
				<b className={isShort ? 'warn' : undefined}>
					{neededLps === null
						? t('supply.needUnknown')
						: isShort
							? unknown.count > 0 && (availableLps ?? 0) + unknown.normLps >= neededLps
								? t('supply.unsure', norm)
								: t('supply.short', { missing: say(neededLps - (availableLps ?? 0)) })
							: t('supply.enough', { spare: say((availableLps ?? 0) - neededLps) })}
				</b>
				<span className="dim">{parts.join(' · ')}</span>
			</p>
		</div>
	);
}
