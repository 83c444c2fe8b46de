import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../domain/assessment.ts';
import type { Station } from '../../../domain/station.ts';
import { usePack } from '../../state/services.ts';
import { pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { listDueStations } from './list-due-stations.ts';

interface UnavailableFieldProps {
	readonly assessment: Assessment;
	readonly unavailable: readonly string[];
	readonly onChange: (unavailable: string[]) => void;
}

/** Vehicles that cannot be sent, station by station: those that are due, and those that were ticked before. */
export function UnavailableField({ assessment, unavailable, onChange }: UnavailableFieldProps) {
	const { t } = useTranslation();
	const pack = usePack();
	const stations = listDueStations(pack.status === 'ready' ? pack.stations : [], assessment, unavailable);
	if (stations.length === 0) return <p className="dim">{t('whatIf.noStations')}</p>;
	const away = new Set(unavailable);
	const tick = (ids: readonly string[], isAway: boolean) => {
		const rest = unavailable.filter((id) => !ids.includes(id));
		onChange(isAway ? [...rest, ...ids] : rest);
	};
	return (
		<>
			<p className="dim">{t('whatIf.unavailableHint')}</p>
			<ul className="what-if__stations">
				{stations.map((station) => (
					<li key={station.id}>
						<StationTicks station={station} away={away} onTick={tick} />
					</li>
				))}
			</ul>
		</>
	);
}

interface StationTicksProps {
	readonly station: Station;
	readonly away: ReadonlySet<string>;
	readonly onTick: (ids: readonly string[], isAway: boolean) => void;
}

function StationTicks({ station, away, onTick }: StationTicksProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const ids = station.vehicles.map(({ id }) => id);
	const isAllAway = ids.every((id) => away.has(id));
	return (
		<fieldset>
			<legend className="visually-hidden">{pickName(station.name, station.nameEn, language)}</legend>
			<label className="check-row">
				<input type="checkbox" checked={isAllAway} onChange={({ target }) => onTick(ids, target.checked)} />
				<b className="ellipsis">{pickName(station.name, station.nameEn, language) ?? station.id}</b>
				<span className="dim nowrap">{t('whatIf.allVehicles')}</span>
			</label>
			<div className="what-if__vehicles">
				{station.vehicles.map(({ id, plate, type }) => (
					<label key={id} className="check-row" title={plate}>
						<input type="checkbox" checked={away.has(id)} onChange={({ target }) => onTick([id], target.checked)} />
						{t(`codes.vehicleType.${type}`)}
					</label>
				))}
			</div>
		</fieldset>
	);
}
