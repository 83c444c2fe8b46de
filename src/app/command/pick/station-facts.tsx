import { Warehouse } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../../domain/vehicle.ts';
import { usePack } from '../../state/services.ts';
import { formatNumber, pickName } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { FactRow, PackSourceLine } from './fact-row.tsx';

/** A fire station and its vehicles; a source that lists none leaves them unknown. */
export function StationFacts({ id }: { readonly id: string }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const pack = usePack();
	const station = pack.status === 'ready' ? pack.stations.find((other) => other.id === id) : undefined;
	if (pack.status !== 'ready' || !station) return <EmptyState icon={Warehouse} title={t('pick.notFound', { id })} />;
	const count = station.vehicles.length;
	return (
		<>
			<p className="pick__name">{pickName(station.name, station.nameEn, language) ?? t('routes.unnamed')}</p>
			<dl className="rows">
				<FactRow label={t('pick.kind')} value={t(`codes.stationKind.${station.kind}`)} />
				<FactRow label={t('pick.town')} value={station.town} />
				<FactRow label={t('target.id')} value={station.id} />
				<FactRow
					label={t('pick.vehicles')}
					value={count > 0 ? formatNumber(count) : null}
					reason={t('pick.vehiclesUnknown')}
				/>
			</dl>
			<ul className="rows">
				{station.vehicles.map((vehicle) => (
					<li key={vehicle.id}>
						<VehicleLine vehicle={vehicle} />
					</li>
				))}
			</ul>
			<PackSourceLine source={station.source} sources={pack.manifest.sources} />
		</>
	);
}

function VehicleLine({ vehicle: { plate, type, model, workHeightM, tankT, pumpLps, profile } }: { vehicle: Vehicle }) {
	const { t } = useTranslation();
	const abilities = [
		workHeightM !== null && `${t('pick.workHeight')} ${formatNumber(workHeightM)} m`,
		tankT !== null && `${t('pick.tank')} ${formatNumber(tankT, 1)} t`,
		pumpLps !== null && `${t('pick.pump')} ${formatNumber(pumpLps)} L/s`,
		`${t('pick.mass')} ${formatNumber(profile.massT, 1)} t`,
	].filter((ability) => ability !== false);
	return (
		<div className="row">
			<b className="row__label">{plate}</b>
			<span className="grow">
				<b>{t(`codes.vehicleType.${type}`)}</b> {model}
				<br />
				<span className="soft">{abilities.join(' · ')}</span>
			</span>
		</div>
	);
}
