import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readArrivals } from '../../domain/records/day-figures.ts';
import { useWaysState } from '../state/services.ts';
import { useServerNow } from '../state/use-server-now.ts';
import { formatAge, formatArrival, formatNumber, formatTime } from '../ui/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { readHours } from './read-hours.ts';
import { useDayFigures } from './use-day-figures.ts';
import { WallHours } from './wall-hours.tsx';

/** Within it somebody should be there, seconds: GB 51080-2015, 建标 152-2017. The service table has its own. */
const LIMIT_S = 300;

/** Figures of today, each with what it is and of how many; how old they are at the end. */
export function WallFigures() {
	const { t } = useTranslation();
	const language = useLanguage();
	const figures = useDayFigures();
	const nowMs = useServerNow();
	const limitS = useWaysState((state) => state.service?.values['force.firstArrivalS']) ?? LIMIT_S;
	if (!figures) return <p className="wall__figures-none">{t('wall.reading')}</p>;
	const arrivals = readArrivals(figures.arrivalsS, limitS);
	const count = figures.arrivalsS.length;
	const { ok = 0, faulty = 0, stale = 0, unknown = 0 } = figures.hydrants;
	const limit = formatArrival(limitS);
	const since = formatTime(figures.heldFromMs).slice(0, 5);
	return (
		<dl className="wall__figures">
			<Figure
				name={t('wall.raised')}
				of={t('wall.since', { since })}
				value={formatNumber(figures.raised)}
				unit={t('wall.times')}
			>
				<WallHours hours={readHours(figures)} since={since} />
			</Figure>
			<Figure
				name={t('wall.within', { limit })}
				of={t('wall.ofArrivals', { count })}
				value={arrivals ? formatNumber(arrivals.withinShare * 100) : null}
				unit="%"
			/>
			<Figure
				name={t('wall.median')}
				of={t('wall.ofArrivals', { count })}
				value={arrivals ? formatArrival(arrivals.medianS) : null}
				unit=""
			/>
			<Figure
				name={t('wall.hydrantsFaulty')}
				of={t('wall.hydrantsOf', { count: formatNumber(ok + faulty + stale + unknown), stale: formatNumber(stale) })}
				value={formatNumber(faulty)}
				unit={t('wall.places')}
			/>
			<div className="wall__age">
				<dt>{t('wall.age')}</dt>
				<dd>{formatAge(figures.atMs, nowMs, language)}</dd>
			</div>
		</dl>
	);
}

interface FigureProps {
	readonly name: string;
	/** What it is counted of, and over which time. */
	readonly of: string;
	/** null = nothing to reckon it from. */
	readonly value: string | null;
	readonly unit: string;
	/** A picture of it, between its name and its value. */
	readonly children?: ReactNode;
}

function Figure({ name, of, value, unit, children }: FigureProps) {
	const { t } = useTranslation();
	return (
		<div className="wall__figure">
			<dt>
				{name}
				<small>{of}</small>
			</dt>
			{children && <dd className="wall__picture">{children}</dd>}
			<dd data-unknown={value === null || undefined}>
				{value ?? t('wall.none')}
				{value !== null && unit && <small> {unit}</small>}
			</dd>
		</div>
	);
}
