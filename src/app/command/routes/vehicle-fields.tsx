import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { VEHICLE_CATALOGUE } from '../../../domain/vehicle-catalogue.ts';
import { useServices, useWaysState } from '../../state/services.ts';
import type { AskVehicle } from '../../state/way.ts';
import { listAskedVehicles, MOST_MODELS } from '../../state/ways-store.ts';
import { formatExact, pickName } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useLanguage } from '../../ui/use-language.ts';

/** The vehicles a way is asked for: one, or several to compare. */
export function VehicleFields() {
	const { t } = useTranslation();
	const language = useLanguage();
	const { ways } = useServices();
	const models = useWaysState((state) => state.ask.models);
	const own = useWaysState((state) => state.ask.own);
	const set = (next: readonly string[]) => ways.setState(({ ask }) => ({ ask: { ...ask, models: next } }));
	const offered: readonly AskVehicle[] = own ? [own, ...VEHICLE_CATALOGUE] : VEHICLE_CATALOGUE;
	const others = offered.filter(({ id }) => !models.includes(id));
	const nameOf = (model: AskVehicle) => pickName(model.name, model.nameEn, language) ?? model.id;
	return (
		<div className="field">
			<span>{t('way.vehicle')}</span>
			<ul className="rows">
				{listAskedVehicles({ models, own }).map((model) => (
					<li key={model.id} className="vehicle-row">
						<span className="grow ellipsis" title={nameOf(model)}>
							<b>{nameOf(model)}</b>{' '}
							<span className="soft">
								{t('routeTool.size', {
									length: formatExact(model.profile.lengthM),
									height: formatExact(model.profile.heightM),
									mass: formatExact(model.profile.massT),
								})}
							</span>
						</span>
						{models.length > 1 && (
							<IconButton
								small
								icon={X}
								label={t('routeTool.removeVehicle', { name: nameOf(model) })}
								onClick={() => set(models.filter((id) => id !== model.id))}
							/>
						)}
					</li>
				))}
			</ul>
			<div className="tool-panel__actions">
				<VehicleSelect
					label={t('routeTool.changeVehicle')}
					models={others}
					nameOf={nameOf}
					onChoose={(id) => set([...models.slice(0, -1), id])}
				/>
				{models.length < MOST_MODELS && (
					<VehicleSelect
						label={t('routeTool.addVehicle')}
						models={others}
						nameOf={nameOf}
						onChoose={(id) => set([...models, id])}
					/>
				)}
			</div>
		</div>
	);
}

function VehicleSelect({
	label,
	models,
	nameOf,
	onChoose,
}: {
	label: string;
	models: readonly AskVehicle[];
	nameOf: (model: AskVehicle) => string;
	onChoose: (id: string) => void;
}) {
	return (
		<select
			className="input vehicle-select"
			aria-label={label}
			value=""
			onChange={({ target }) => onChoose(target.value)}
		>
			<option value="" disabled>
				{label}
			</option>
			{models.map((model) => (
				<option key={model.id} value={model.id}>
					{nameOf(model)}
				</option>
			))}
		</select>
	);
}
