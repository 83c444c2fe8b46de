import { ChevronRight, Hourglass, LoaderCircle, RefreshCw, RouteOff, TrafficCone, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Force } from '../../../domain/alert/force.ts';
import type { Assessment, StationRoute } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import { useLatest } from '../../../scene/react/use-latest.ts';
import { sayError } from '../../i18n/say-code.ts';
import { followArrivals } from '../../state/follow-arrivals.ts';
import { useIsReplay } from '../../state/replay-context.ts';
import { useLive, useSelection, useServices, useUi } from '../../state/services.ts';
import { readAssessedAtMs, useShownAssessment } from '../../state/use-shown-assessment.ts';
import { ALARM_WAYS, listRecordedWays, type Way } from '../../state/way.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { DutyChip } from '../../ui/duty-chip.tsx';
import { FindingRow, findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatArrival, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { nameClosure } from '../closures/say-closure.ts';
import { ArrivalFigure } from '../force/arrival-figure.tsx';
import type { SentUnit } from '../force/list-sent.ts';
import type { Assignment } from '../force/read-assignment.ts';
import { useSent } from '../force/use-sent.ts';
import { type Reckoned, useAlarmWays } from '../routes/use-ways.ts';
import { WayKey, WayVerdict } from '../routes/way-line.tsx';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';
import { FailedPart } from './failed-part.tsx';
import { ForceSummary } from './force-summary.tsx';
import { PositionAge, SuggestedTile, TileVehicles } from './force-tiles.tsx';
import './routes-row.css';

/** The force row: who comes first by road, with arrival, distance and what the road allows; no route says why. */
export function RoutesRow({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { assessment } = useShownAssessment(incident);
	return assessment ? (
		<AssessedRow incident={incident} assessment={assessment} />
	) : (
		<section className="routes" aria-label={t('routes.region')} tabIndex={-1} data-card="force">
			<h2 className="visually-hidden">{t('routes.region')}</h2>
			<EmptyState icon={Hourglass} title={t('assessing.title')} hint={t('assessing.routesHint')} />
		</section>
	);
}

function AssessedRow({ incident, assessment }: { readonly incident: Incident; readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const compact = useCompact();
	const isOffMap = useUi((state) => state.tool === 'route');
	const { ways, reckoned } = useAlarmWays(incident);
	const { stations, findings, force } = assessment;
	const { assignment, fleet, sent } = useSent(incident);
	useFollowedArrivals(incident, fleet.byId);
	const stationIds = new Set(stations.slice(0, ALARM_WAYS).map(({ id }) => id));
	const failed = findFailedPart(findings, 'stations', 'roads', 'force', 'vehicles');
	const said = findFindings(findings, 'stations').filter(
		({ code, severity }) =>
			code !== 'stations/no-route' && (severity === 'attention' || severity === 'life' || (!compact && force === null)),
	);
	return (
		<section
			className="routes"
			aria-label={t('routes.region')}
			tabIndex={-1}
			data-card="force"
			data-off-map={isOffMap || undefined}
			data-force={force ? '' : undefined}
			onKeyDown={walkRows}
		>
			<h2 className="visually-hidden">{t('routes.region')}</h2>
			{failed && <FailedPart finding={failed} />}
			{ways.map((way) => (
				<RouteTile
					key={way.id}
					way={way}
					station={stations.find(({ id }) => way.id.endsWith(`/${id}`))}
					force={force}
					incident={incident}
					assignment={assignment}
					sent={sent}
				/>
			))}
			{incident.assessed?.stale && (
				<span className="routes__updating" title={t('assessing.updatingHint')}>
					<RefreshCw size={14} strokeWidth={1.75} aria-hidden />
					{t('assessing.updating')}
				</span>
			)}
			{ways.length === 0 && !failed && (
				<EmptyState
					icon={RouteOff}
					title={t('routes.none')}
					hint={t(assessment.place === 'outside-city' ? 'target.outsideHint' : 'routes.noneHint')}
				/>
			)}
			{force && force.suggested.length > 0 && <SuggestedTile force={force} incident={incident} fleet={fleet} />}
			{force && <ForceSummary {...{ force, incident, assignment, sent, fleet, stationIds }} />}
			{reckoned && <ReckonedNote reckoned={reckoned} isSame={isSameForce(reckoned, ways, incident)} />}
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

/** Whether the ways found anew bring the same stations in the same time as the record. */
function isSameForce({ status, isRecorded }: Reckoned, ways: readonly Way[], incident: Incident): boolean {
	// What the record said before is not kept on the page.
	if (isRecorded || !incident.assessment) return false;
	const recorded = listRecordedWays(incident.assessment, readAssessedAtMs(incident));
	const saidOf = (listed: readonly Way[]) =>
		listed.map(({ id, arrivalS }) => `${id} ${arrivalS === null ? '' : formatArrival(arrivalS)}`).join();
	return status === 'ready' && saidOf(ways) === saidOf(recorded);
}

/** Says that the ways are not the recorded ones any more, and because of which closures. */
function ReckonedNote({ reckoned, isSame }: { reckoned: Reckoned; isSame: boolean }) {
	const { status, added, lifted, error } = reckoned;
	const { t, i18n } = useTranslation();
	const closures = useLive((state) => state.closures);
	const names = added.map((id) => {
		const closure = closures.find((other) => other.id === id);
		return closure ? nameClosure(i18n, closure) : id;
	});
	const because = [
		...(names.length > 0 ? [t('closures.because', { names: names.join(t('way.comma')) })] : []),
		...(lifted.length > 0 ? [t('closures.becauseLifted', { count: lifted.length })] : []),
	].join(t('way.comma'));
	const Icon = status === 'loading' ? LoaderCircle : status === 'failed' ? TriangleAlert : TrafficCone;
	const title = t(
		status === 'loading'
			? 'closures.reckoning'
			: status === 'failed'
				? 'closures.reckonFailed'
				: isSame
					? 'closures.reckonedSame'
					: 'closures.reckoned',
	);
	return (
		<div className="routes__reckoned" role="status" data-status={status} data-same={isSame || undefined}>
			<Icon size={18} strokeWidth={1.75} aria-hidden />
			<div>
				<b>{title}</b>
				<p title={because}>{status === 'failed' ? sayError(i18n, error).title : because}</p>
			</div>
		</div>
	);
}

interface RouteTileProps {
	readonly way: Way;
	readonly station: StationRoute | undefined;
	readonly force: Force | null;
	readonly incident: Incident;
	readonly assignment: Assignment;
	/** Of all stations. */
	readonly sent: readonly SentUnit[];
}

function RouteTile({ way, station, force, incident, assignment, sent: allSent }: RouteTileProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { selection } = useServices();
	const isCompact = useCompact();
	const isOpen = useSelection(({ selected }) => selected?.kind === 'way' && selected.id === way.id);
	const { id, number, name, nameEn, arrivalS, distanceM, start, geometry } = way;
	const stationId = id.slice(id.indexOf('/') + 1);
	const shownName = pickName(name, nameEn, language) ?? t('routes.unnamed');
	const found = arrivalS !== null && distanceM !== null;
	const sent = allSent.filter(({ dispatch }) => dispatch.stationId === stationId);
	const planned = assignment.planned.filter(({ unit }) => unit.stationId === stationId);
	const removed = assignment.removed.filter((unit) => unit.stationId === stationId);
	const hasVehicles = sent.length > 0 || (station?.vehicleCount != null && force !== null);
	const light = useLightOn({ points: [[start.lon, start.lat]], lines: geometry ? [geometry] : [], polygons: [] });
	const [lead] = sent;
	const same = sent.filter(({ state }) => state === lead?.state).length;
	const old = lead?.position && lead.position.freshness !== 'fresh' && lead.arrival.kind !== 'arrived';
	return (
		<article className="card route" data-station={stationId} data-open={isOpen || undefined}>
			<header className="route__head">
				{found && <WayKey number={number} />}
				<button
					type="button"
					data-stop
					{...light}
					className="route__name ellipsis"
					onClick={() =>
						selection.setState({ selected: { kind: 'station', id: stationId, lon: start.lon, lat: start.lat } })
					}
				>
					{shownName}
				</button>
				{!lead && station && <span className="route__kind">{t(`codes.stationKind.${station.kind}`)}</span>}
				{lead && (
					<span className="route__state">
						<DutyChip
							state={lead.state}
							isOrdered={lead.isOrdered}
							isShort={isCompact}
							more={same < sent.length ? `${same}/${sent.length}` : ''}
						/>
					</span>
				)}
			</header>
			{lead ? (
				<p className="route__arrival">
					<ArrivalFigure sent={lead} />
					<LeftDistance sent={lead} wayM={distanceM} />
				</p>
			) : found ? (
				<p className="route__arrival">
					<BasisButton
						className="text-btn route__figure"
						label={t('routes.arrival')}
						value={formatArrival(arrivalS)}
						sourced={sourceArrival(way, station, force)}
					>
						<span className="route__label">{t('routes.arrival')}</span> <b>{formatArrival(arrivalS)}</b>{' '}
						<BasisTag basis="computed" />
					</BasisButton>
					{hasVehicles && <span className="route__distance soft">{joinQuantity(formatDistance(distanceM))}</span>}
				</p>
			) : (
				<p className="route__arrival">
					<b className="route__none">{t('routes.noRoute')}</b>
				</p>
			)}
			<footer className="route__foot">
				{hasVehicles && <TileVehicles {...{ incident, sent, planned, removed }} />}
				{!hasVehicles && (
					<span className="soft">
						{distanceM !== null && joinQuantity(formatDistance(distanceM))}
						{station && (
							<span className="route__vehicles">
								{distanceM !== null && ' · '}
								{station.vehicleCount === null
									? t('routes.vehiclesUnknown')
									: t('routes.vehicles', { count: station.vehicleCount })}
							</span>
						)}
					</span>
				)}
				<button
					type="button"
					className="route__open"
					aria-expanded={isOpen}
					aria-label={t('way.open', { name: shownName })}
					onClick={() =>
						selection.setState({ selected: isOpen ? null : { kind: 'way', id, lon: start.lon, lat: start.lat } })
					}
				>
					{old ? <PositionAge position={lead.position} /> : <WayVerdict way={way} />}
					<ChevronRight size={16} strokeWidth={1.75} aria-hidden />
				</button>
			</footer>
		</article>
	);
}

/** What is left of the way of the first unit of a tile; the whole of it while nothing else is known. */
function LeftDistance({ sent: { arrival }, wayM }: { readonly sent: SentUnit; readonly wayM: number | null }) {
	if (arrival.kind !== 'coming') return null;
	const leftM = arrival.basis === 'way' ? arrival.distanceM : wayM;
	return leftM === null ? null : <span className="route__distance soft">{joinQuantity(formatDistance(leftM))}</span>;
}

/** Follows the units on the road to the shown incident, as long as the row is there. */
function useFollowedArrivals(
	incident: Incident,
	fleet: ReadonlyMap<string, { readonly vehicle: { readonly profile: VehicleProfile } | null }>,
): void {
	const services = useServices();
	const isReplay = useIsReplay();
	const latest = useLatest({ incident, fleet });
	const isClosed = incident.closedAtMs !== null;
	useEffect(() => {
		const { api, live, ways, force, feed } = services;
		if (isReplay || isClosed || !feed) return;
		return followArrivals({
			...{ api, live, ways, force },
			vehicles: feed.vehicles,
			read: () => latest.current.incident,
			profileOf: (id) => latest.current.fleet.get(id)?.vehicle?.profile,
		});
	}, [services, isReplay, isClosed, latest]);
}

/** Rule A4: when the station's own first pumper is there. Older records do not say for which vehicle. */
function sourceArrival({ travelS, distanceM }: Way, station: StationRoute | undefined, force: Force | null): Sourced {
	const basis = { basis: 'computed', source: 'fengtu', date: null, note: 'turnout-and-travel', ruleId: 'A4' } as const;
	const vehicle = station?.vehicle;
	if (!force) return basis;
	const inputs = {
		...force.sources.arrival?.inputs,
		model: vehicle?.model ?? null,
		plate: vehicle?.plate ?? null,
		travelS,
		distanceM,
	};
	return { ...basis, inputs };
}
