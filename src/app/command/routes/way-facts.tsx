import { Route, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { saySaving } from '../../i18n/say-limit.ts';
import { useUi } from '../../state/services.ts';
import type { Way } from '../../state/way.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { EmptyState, Notice } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { LimitRows } from './limit-rows.tsx';
import { listRefusedSigns, listSigns } from './list-signs.ts';
import { OtherWays } from './other-ways.tsx';
import { RouteSteps } from './route-steps.tsx';
import { StopFacts } from './stop-facts.tsx';
import { useAskAnew } from './use-ask-anew.ts';
import { useShownWays } from './use-ways.ts';
import { WayAssumptions } from './way-assumptions.tsx';
import { WayKey, WayVerdict } from './way-line.tsx';
import './way-facts.css';

/** All there is to one way: time, limits, steps, where it stops, what was refused and assumed, other ways. */
export function WayFacts({ id }: { readonly id: string }) {
	const { t } = useTranslation();
	const way = useShownWays().find((shown) => shown.id === id);
	return way ? <Facts way={way} /> : <EmptyState icon={Route} title={t('way.gone')} />;
}

function Facts({ way }: { way: Way }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const isAlarm = useUi((state) => state.tool !== 'route');
	const anew = useAskAnew(way);
	const failure = anew.error === null ? null : sayError(i18n, anew.error);
	const passed = listSigns([way]);
	// Tenths of seconds: their difference must not be rounded up by what is left of floating point.
	const turnoutS = Math.round(((way.arrivalS ?? 0) - (way.travelS ?? 0)) * 10) / 10;
	const found = way.geometry !== null && way.arrivalS !== null && way.distanceM !== null;
	return (
		<div className="way">
			<header className="way__head">
				<WayKey number={way.number} />
				<b className="grow">{pickName(way.name, way.nameEn, language) ?? t('routes.unnamed')}</b>
			</header>
			{found && way.arrivalS !== null && way.distanceM !== null && (
				<p className="way__figure">
					<BasisButton
						className="text-btn route__figure"
						label={t('routes.arrival')}
						value={formatArrival(way.arrivalS)}
						sourced={{ basis: 'computed', source: 'fengtu', date: null, note: 'turnout-and-travel' }}
					>
						<b>{formatArrival(way.arrivalS)}</b> <BasisTag basis="computed" />
					</BasisButton>
					<span className="soft">
						{joinQuantity(formatDistance(way.distanceM))}
						{turnoutS > 0 && ` · ${t('way.turnout', { time: formatArrival(turnoutS) })}`}
					</span>
				</p>
			)}
			{passed.length === 0 && <WayVerdict way={way} />}
			{passed.length > 0 && <LimitRows signs={passed} label={t('way.limits')} />}
			{way.refused && <Refused way={way} />}
			{way.stop && (
				<Part title={t('way.stop')}>
					<StopFacts way={way} anew={isAlarm ? anew : null} />
				</Part>
			)}
			{way.steps.length > 0 && (
				<Part title={t('way.steps')}>
					<RouteSteps steps={way.steps} />
				</Part>
			)}
			{found && way.steps.length === 0 && <p className="dim">{t('way.recordedWithoutSteps')}</p>}
			{failure && <Notice {...failure} />}
			{isAlarm && found && <OtherWays way={way} anew={anew} />}
			<WayAssumptions way={way} />
		</div>
	);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="way__part">
			<h3>{title}</h3>
			{children}
		</section>
	);
}

/** The way that this vehicle may not take, with what refuses it. */
function Refused({ way }: { way: Way }) {
	const { t, i18n } = useTranslation();
	if (!way.refused) return null;
	const { distanceM, durationS, fasterS } = way.refused;
	return (
		<Part title={t(fasterS === null ? 'way.leastViolation' : 'way.refused')}>
			<p className="way__refused">
				<TriangleAlert size={18} strokeWidth={1.75} aria-hidden />
				<span>
					<b>{saySaving(i18n, fasterS)}</b>{' '}
					<span className="soft">
						{joinQuantity(formatDistance(distanceM))} · {formatArrival(durationS)}
					</span>
				</span>
			</p>
			<LimitRows signs={listRefusedSigns([way])} label={t('way.refusedLimits')} />
		</Part>
	);
}
