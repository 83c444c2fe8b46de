import { Truck } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { findWord } from '../../i18n/say-code.ts';
import { useLive, usePack, useServices } from '../../state/services.ts';
import { formatAge, formatNumber, formatTime } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useNow } from '../../ui/use-now.ts';
import { findOwnVehicle, startFromVehicle } from '../routes/start-from-vehicle.ts';
import { FactRow } from './fact-row.tsx';

const STALE_AFTER_MS = 10_000;
const LOST_AFTER_MS = 300_000;
const KMH_PER_MPS = 3.6;

/** A demo vehicle: type, duty status, speed, age of its position; always marked as demo. */
export function VehicleFacts({ id }: { readonly id: string }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { feed, ui, ways } = useServices();
	const pack = usePack();
	const vehicles = useSyncExternalStore(feed.vehicles.subscribe, feed.vehicles.get);
	const nowMs = useNow() + (useLive((state) => state.serverOffsetMs) ?? 0);
	const vehicle = vehicles.find((other) => other.id === id);
	if (!vehicle) return <EmptyState icon={Truck} title={t('pick.notFound', { id })} />;
	const { plate, type, status, speedMps, headingDeg, observedAtMs, demo } = vehicle;
	const ageMs = nowMs - observedAtMs;
	const age = formatAge(observedAtMs, nowMs, language);
	const duty = findWord(i18n, 'duty', status);
	const own = findOwnVehicle(id, pack.status === 'ready' ? pack.stations : []);
	return (
		<>
			{demo && (
				<p>
					<span className="hatched">{t('pick.demoNote')}</span>
				</p>
			)}
			<p className="pick__name">{plate}</p>
			<dl className="rows">
				<FactRow label={t('pick.kind')} value={`${type} ${findWord(i18n, 'vehicleType', type) ?? ''}`} />
				<FactRow label={t('pick.status')} value={duty ? `${status} ${duty}` : null} />
				<FactRow label={t('pick.speed')} value={`${formatNumber(speedMps * KMH_PER_MPS)} km/h`} />
				<FactRow label={t('pick.heading')} value={`${formatNumber(headingDeg)}°`} />
				<FactRow label={t('pick.observed')} value={`${formatTime(observedAtMs)} · ${age}`} />
			</dl>
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
			{ageMs > STALE_AFTER_MS && <p>{t(ageMs > LOST_AFTER_MS ? 'pick.lost' : 'pick.stale', { age })}</p>}
		</>
	);
}
