import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../domain/tactics/mark.ts';
import type { VehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { formatNumber } from '../../ui/format.ts';

const STEP_M = 0.1;

interface JackFieldProps {
	readonly truck: NonNullable<Mark['truck']>;
	readonly model: VehicleModel;
	readonly onChange: (truck: NonNullable<Mark['truck']>) => void;
}

/** How far the outriggers are out, from the body's width to what the catalogue says; narrower ones shorten the reach. */
export function JackField({ truck, model, onChange }: JackFieldProps) {
	const { t } = useTranslation();
	const fullM = model.envelope?.jackSpreadM ?? model.profile.jackSpreadM;
	if (fullM === null) return null;
	const spreadM = truck.jackSpreadM ?? fullM;
	const spread = `${formatNumber(spreadM, 1)} m`;
	const said = spreadM >= fullM ? t('marks.jacksFull', { spread }) : t('marks.jacksOf', { spread });
	return (
		<label className="field">
			<span className="tactics__line">
				<span className="grow">{t('marks.jacks')}</span>
				<b>{said}</b>
			</span>
			<input
				type="range"
				className="slider"
				min={model.profile.widthM}
				max={fullM}
				step={STEP_M}
				value={spreadM}
				aria-valuetext={said}
				onChange={({ target }) => {
					const next = Number(target.value);
					onChange({ ...truck, jackSpreadM: next >= fullM - STEP_M / 2 ? null : next });
				}}
			/>
		</label>
	);
}
