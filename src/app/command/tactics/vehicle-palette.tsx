import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { vehicleSymbolCode } from '../../../domain/tactics/symbols.ts';
import { findVehicleModel, VEHICLE_CATALOGUE, type VehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { useLive, useServices } from '../../state/services.ts';
import { takeSymbol } from '../../state/tactics-store.ts';
import { formatNumber } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { VehiclePlate } from '../cards/vehicle-plate.tsx';
import { focusMap } from './focus-map.ts';

interface VehiclePaletteProps {
	readonly incident: Incident;
	readonly isDisabled: boolean;
}

const APPLIANCES = VEHICLE_CATALOGUE.filter(({ type }) => type !== null);

/** Vehicles to put at scale: those sent to the incident, then every model of the catalogue. */
export function VehiclePalette({ incident, isDisabled }: VehiclePaletteProps) {
	const { t } = useTranslation();
	const { tactics } = useServices();
	const allUnits = useLive((state) => state.units);
	const units = allUnits.filter(({ incidentId }) => incidentId === incident.id);
	const take = (model: VehicleModel, unitId: string | null) => {
		const truck: Mark['truck'] = { model: model.id, unitId, jackSpreadM: null };
		takeSymbol(tactics, { symbol: vehicleSymbolCode(model.type ?? 'QT'), truck });
		focusMap();
	};
	return (
		<>
			<h3 className="tactics__title">{t('marks.sentUnits')}</h3>
			{units.length === 0 && <p className="dim">{t('marks.noUnits')}</p>}
			<ul className="rows" aria-label={t('marks.sentUnits')}>
				{units.map((unit) => {
					const model = findVehicleModel(unit.model);
					return (
						<li key={unit.id}>
							{model ? (
								<ModelRow
									model={model}
									plate={unit.plate}
									isDisabled={isDisabled}
									onTake={() => take(model, unit.id)}
								/>
							) : (
								<span className="dim">
									{unit.plate} · {t('marks.unknownModel', { model: unit.model })}
								</span>
							)}
						</li>
					);
				})}
			</ul>
			<h3 className="tactics__title">{t('marks.catalogue')}</h3>
			<ul className="rows" aria-label={t('marks.catalogue')}>
				{APPLIANCES.map((model) => (
					<li key={model.id}>
						<ModelRow model={model} plate={null} isDisabled={isDisabled} onTake={() => take(model, null)} />
					</li>
				))}
			</ul>
		</>
	);
}

interface ModelRowProps {
	readonly model: VehicleModel;
	/** Of the unit; null = no unit. */
	readonly plate: string | null;
	readonly isDisabled: boolean;
	readonly onTake: () => void;
}

function ModelRow({ model, plate, isDisabled, onTake }: ModelRowProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { lengthM, widthM } = model.profile;
	const name = language === 'en' ? model.nameEn : model.name;
	return (
		<button type="button" className="tactics__model" disabled={isDisabled} onClick={onTake}>
			<VehiclePlate type={model.type ?? 'QT'} title={name} />
			<span className="grow ellipsis" title={name}>
				<b>{plate ?? model.id}</b> <span className="soft">{plate === null ? name : model.id}</span>
			</span>
			<span className="dim nowrap">
				{t('marks.size', { length: formatNumber(lengthM, 1), width: formatNumber(widthM, 1) })}
			</span>
		</button>
	);
}
