import { Check, RouteOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Assessment, StationRoute } from '../../../domain/assessment.ts';
import { sayLimit } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { FindingRow, findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatArrival, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { RouteLine } from '../../ui/symbols.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { FailedPart } from './failed-part.tsx';
import './routes-row.css';

const ROUTES_DRAWN = 3;

/** The force row: who comes first by road, with arrival, distance and what the road allows; no route says why. */
export function RoutesRow({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const compact = useCompact();
	const { stations, findings } = assessment;
	const failed = findFailedPart(findings, 'stations');
	const said = findFindings(findings, 'stations').filter(
		({ code, severity }) =>
			code !== 'stations/no-route' && (severity === 'attention' || severity === 'life' || !compact),
	);
	return (
		<section className="routes" aria-label={t('routes.region')} tabIndex={-1} data-card="force">
			<h2 className="visually-hidden">{t('routes.region')}</h2>
			{failed && <FailedPart finding={failed} />}
			{stations.slice(0, ROUTES_DRAWN).map((station, index) => (
				<RouteTile key={station.id} station={station} number={index + 1} />
			))}
			{stations.length === 0 && !failed && (
				<EmptyState
					icon={RouteOff}
					title={t('routes.none')}
					hint={t(assessment.place === 'outside-city' ? 'target.outsideHint' : 'routes.noneHint')}
				/>
			)}
			{said.length > 0 && (
				<div className="routes__findings">
					{said.map((finding) => (
						<FindingRow key={finding.code} finding={finding} />
					))}
				</div>
			)}
		</section>
	);
}

function RouteTile({ station, number }: { station: StationRoute; number: number }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { selection } = useServices();
	const { id, name, nameEn, kind, arrivalS, distanceM, vehicleCount, lon, lat } = station;
	const shownName = pickName(name, nameEn, language) ?? t('routes.unnamed');
	const found = arrivalS !== null && distanceM !== null;
	return (
		<article className="card route" data-station={id}>
			<header className="route__head">
				{found && (
					<>
						<span className="route__number">
							<span aria-hidden>{number}</span>
							<span className="visually-hidden">{t('routes.number', { number })}</span>
						</span>
						<RouteLine number={number} />
					</>
				)}
				<button
					type="button"
					className="route__name ellipsis"
					onClick={() => selection.setState({ selected: { kind: 'station', id, lon, lat } })}
				>
					{shownName}
				</button>
				<span className="route__kind">{t(`codes.stationKind.${kind}`)}</span>
			</header>
			{found ? (
				<p className="route__arrival">
					<BasisButton
						className="route__figure"
						label={t('routes.arrival')}
						value={formatArrival(arrivalS)}
						sourced={{ basis: 'computed', source: 'fengtu', date: null, note: 'turnout-and-travel' }}
					>
						<span className="route__label">{t('routes.arrival')}</span> <b>{formatArrival(arrivalS)}</b>{' '}
						<BasisTag basis="computed" />
					</BasisButton>
				</p>
			) : (
				<p className="route__arrival">
					<b className="route__none">{t('routes.noRoute')}</b>
				</p>
			)}
			<footer className="route__foot">
				<span className="soft">
					{distanceM !== null && `${joinQuantity(formatDistance(distanceM))} · `}
					{vehicleCount === null ? t('routes.vehiclesUnknown') : t('routes.vehicles', { count: vehicleCount })}
				</span>
				<Verdict station={station} />
			</footer>
		</article>
	);
}

function Verdict({ station: { limits, geometry } }: { station: StationRoute }) {
	const { t, i18n } = useTranslation();
	const first = limits[0];
	const limit = first && sayLimit(i18n, first.kind, first.limit);
	if (geometry && !limit) {
		return (
			<span className="route__verdict" data-ok>
				<Check size={16} strokeWidth={1.75} aria-hidden />
				{t('routes.clear')}
			</span>
		);
	}
	const text = geometry
		? t('routes.pass', { limit: limit ?? '' })
		: limit
			? t('routes.noRouteBy', { limit })
			: t('routes.noRouteUnknown');
	return (
		<span className="route__verdict" title={[text, first?.roadName].filter(Boolean).join(' · ')}>
			<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
			<span className="ellipsis">
				{text}
				{limits.length > 1 && ` +${limits.length - 1}`}
			</span>
		</span>
	);
}
