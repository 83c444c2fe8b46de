import { Crosshair, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findWord } from '../../i18n/say-code.ts';
import { usePack, useServices, useUi, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import type { AskPlace } from '../../state/ways-store.ts';
import { formatPosition, pickName } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { nameIncidentPlace } from '../incident-place.ts';
import { findOwnVehicle, startFromVehicle } from './start-from-vehicle.ts';

/** One end of a way: the incident, a station, a click on the map, or the middle of the map. */
export function PlaceField({ end }: { readonly end: 'from' | 'to' }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { ways, feed } = useServices();
	const place = useWaysState((state) => state.ask[end]);
	const picking = useWaysState((state) => state.picking === end);
	const centre = useUi((state) => state.view?.centre);
	const pack = usePack();
	const incident = useCurrentIncident();
	const stations = pack.status === 'ready' ? pack.stations : [];
	// Read when the list is made: a start is where the vehicle was, not where it will be.
	const vehicles = end === 'from' ? feed.vehicles.get() : NO_VEHICLES;
	const set = (next: AskPlace | null) => ways.setState(({ ask }) => ({ ask: { ...ask, [end]: next }, picking: null }));
	const label = t(end === 'from' ? 'routeTool.from' : 'routeTool.to');
	const shown = place && (pickName(place.name, place.nameEn, language) ?? formatPosition(place.lon, place.lat));
	return (
		<div className="place">
			<span className="place__letter" aria-hidden>
				{end === 'from' ? 'A' : 'B'}
			</span>
			<select
				className="input"
				aria-label={label}
				value=""
				onChange={({ target: { value } }) => {
					if (value === INCIDENT && incident) {
						const name = nameIncidentPlace(incident);
						set({ lon: incident.lon, lat: incident.lat, name, nameEn: name });
					}
					const vehicle = feed.vehicles.get().find(({ id }) => value === `${VEHICLE}${id}`);
					if (vehicle) {
						const own = findOwnVehicle(vehicle.id, stations);
						ways.setState(({ ask }) => ({ ask: startFromVehicle(ask, vehicle, own), picking: null }));
					}
					const station = stations.find(({ id }) => id === value);
					if (station) {
						const { lon, lat, name, nameEn } = station;
						set({ lon, lat, name, nameEn });
					}
				}}
			>
				<option value="" disabled>
					{shown ?? t(end === 'from' ? 'routeTool.chooseFrom' : 'routeTool.chooseTo')}
				</option>
				{incident && <option value={INCIDENT}>{`${t('routeTool.incident')} · ${nameIncidentPlace(incident)}`}</option>}
				<optgroup label={t('routeTool.stations')}>
					{stations.map(({ id, name, nameEn }) => (
						<option key={id} value={id}>
							{pickName(name, nameEn, language) ?? id}
						</option>
					))}
				</optgroup>
				{vehicles.length > 0 && (
					<optgroup label={t('routeTool.vehicles')}>
						{vehicles.map(({ id, plate, type, demo }) => (
							<option key={id} value={`${VEHICLE}${id}`}>
								{`${plate} ${findWord(i18n, 'vehicleType', type) ?? type}${demo ? ` · ${t('routeTool.demo')}` : ''}`}
							</option>
						))}
					</optgroup>
				)}
			</select>
			<IconButton
				small
				icon={MapPin}
				label={t('routeTool.onMap', { end: label })}
				pressed={picking}
				onClick={() => ways.setState({ picking: picking ? null : end })}
			/>
			<IconButton
				small
				icon={Crosshair}
				label={t('routeTool.centre', { end: label })}
				onClick={() => centre && set({ ...centre, name: null, nameEn: null })}
			/>
		</div>
	);
}

/** The select's value for the shown incident; no station has it. */
const INCIDENT = ' incident';
/** Before a vehicle's id in the select's values. */
const VEHICLE = ' vehicle ';
const NO_VEHICLES: readonly never[] = [];
