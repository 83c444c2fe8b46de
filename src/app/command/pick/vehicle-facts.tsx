import { Clock, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findWord } from '../../i18n/say-code.ts';
import { usePack, useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { DutyChip } from '../../ui/duty-chip.tsx';
import { formatAge, formatNumber, formatTime } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { ErrorLine } from '../force/error-line.tsx';
import { useFleet } from '../force/list-fleet.ts';
import { readPositionAge } from '../force/read-arrival.ts';
import { NextStates, ToIncident } from '../force/unit-actions.tsx';
import { findOwnVehicle, startFromVehicle } from '../routes/start-from-vehicle.ts';
import { FactRow } from './fact-row.tsx';

const KMH_PER_MPS = 3.6;

/** A vehicle: type, duty status, speed, heading, age of its position by the server's clock; what it may be told, unless it is a demo's. */
export function VehicleFacts({ id }: { readonly id: string }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { feed, ui, ways } = useServices();
	const pack = usePack();
	const fleet = useFleet();
	const incident = useCurrentIncident();
	const nowMs = useServerNow();
	// Drawn each second with the clock, and looked at then: not with each frame.
	const vehicle = feed.vehicles.get().find((other) => other.id === id);
	if (!vehicle) return <EmptyState icon={Truck} title={t('pick.notFound', { id })} />;
	const { plate, type, status, speedMps, headingDeg, observedAtMs, demo } = vehicle;
	const { freshness } = readPositionAge(vehicle, nowMs);
	const age = formatAge(observedAtMs, nowMs, language);
	const own = findOwnVehicle(id, pack.status === 'ready' ? pack.stations : []);
	const unit = fleet.byId.get(id);
	const state = demo ? status : (unit?.state ?? status);
	return (
		<>
			{demo && (
				<p>
					<span className="hatched">{t('pick.demoNote')}</span>
				</p>
			)}
			<p className="pick__name">
				{plate} <DutyChip state={state} isOrdered={!demo && unit !== undefined && unit.dispatchId !== null} />
			</p>
			{freshness !== 'fresh' && (
				<p className="warn">
					<Clock size={16} strokeWidth={1.75} strokeDasharray="3 2" aria-hidden />{' '}
					{t(freshness === 'lost' ? 'pick.lost' : 'pick.stale', { age })}
				</p>
			)}
			<dl className="rows">
				<FactRow label={t('pick.kind')} value={`${type} ${findWord(i18n, 'vehicleType', type) ?? ''}`} />
				<FactRow label={t('pick.speed')} value={`${formatNumber(speedMps * KMH_PER_MPS)} km/h`} />
				<FactRow label={t('pick.heading')} value={`${formatNumber(headingDeg)}°`} />
				<FactRow label={t('pick.observed')} value={`${formatTime(observedAtMs)} · ${age}`} />
			</dl>
			{unit && !demo && (
				<p className="tool-panel__actions">
					<NextStates unit={unit} />
					<ToIncident unit={unit} incident={incident ?? null} />
					<ErrorLine />
				</p>
			)}
			<button
				type="button"
				className="btn"
				onClick={() => {
					ways.setState(({ ask }) => ({ ask: startFromVehicle(ask, vehicle, own), picking: null }));
					ui.setState({ tool: 'route', layersOpen: false });
				}}
			>
				{t('routeTool.fromVehicle')}
			</button>
			{own === null && <p className="dim">{t('routeTool.noOwnSize')}</p>}
		</>
	);
}
