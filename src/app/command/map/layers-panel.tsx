import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSelection, useServices, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useShownColour } from './shown-colour.ts';

const TACTICS_ROWS = ['reach', 'spots', 'hoses', 'zones', 'posts', 'uav', 'coverage'] as const;

/** Which things the map shows and what the colour of buildings tells. */
export function LayersPanel() {
	const { t } = useTranslation();
	const { ui, settings } = useServices();
	const open = useUi((state) => state.layersOpen);
	const layers = useSettings((state) => state.layers);
	const inAlarm = useSelection((state) => state.incidentId !== null);
	const colourBy = useShownColour();
	const tactics = useUi((state) => state.tactics);
	if (!open) return null;
	const rows = [
		['stations', t('map.stations')],
		['water', t('map.hydrants')],
		['vehicles', t('map.vehicles')],
		['routes', t('routes.region')],
	] as const;
	return (
		<section className="layers float" aria-label={t('map.layers')}>
			<div className="card__head">
				<h2 className="grow">{t('map.layers')}</h2>
				<IconButton icon={X} label={t('map.close')} small onClick={() => ui.setState({ layersOpen: false })} />
			</div>
			{rows.map(([layer, label]) => (
				<label key={layer} className="check-row">
					<input
						type="checkbox"
						checked={layers[layer]}
						onChange={(event) => settings.setState({ layers: { ...layers, [layer]: event.target.checked } })}
					/>
					{label}
				</label>
			))}
			{inAlarm && (
				<fieldset className="layers__group">
					<legend>{t('whatIf.layers')}</legend>
					{TACTICS_ROWS.map((layer) => (
						<label key={layer} className="check-row">
							<input
								type="checkbox"
								checked={tactics[layer]}
								onChange={({ target }) => ui.setState({ tactics: { ...tactics, [layer]: target.checked } })}
							/>
							{t(`whatIf.layer.${layer}`)}
						</label>
					))}
				</fieldset>
			)}
			<Segments
				legend={t('map.colourBy')}
				name="colour-by"
				value={colourBy}
				options={[
					{ value: 'plain', label: t('map.plain') },
					{ value: 'height', label: t('map.byHeight') },
					{ value: 'use', label: t('map.byUse') },
				]}
				onChange={(value) => (inAlarm ? ui.setState({ alarmColourBy: value }) : settings.setState({ colourBy: value }))}
			/>
		</section>
	);
}
