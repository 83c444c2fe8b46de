import { useTranslation } from 'react-i18next';
import type { Aerial } from '../../../domain/alert/aerial.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { useServices, useWhatIf } from '../../state/services.ts';
import { setModel } from '../../state/what-if-store.ts';
import { formatHeight, joinQuantity } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';

/** Which aerial's reach is shown: a slider along the catalogue, the lowest first. Nothing is reckoned anew for it. */
export function ApplianceSlider({ aerial }: { readonly aerial: Aerial | null }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { whatIf } = useServices();
	const chosen = useWhatIf((state) => state.model);
	const appliances = aerial?.appliances ?? [];
	if (appliances.length === 0) {
		return (
			<p className="what-if__line">
				<span className="dim grow">{t('whatIf.appliance')}</span>
				{t('whatIf.applianceUnknown')}
			</p>
		);
	}
	const wanted = chosen ?? aerial?.suggestedModel;
	const index = Math.max(
		0,
		appliances.findIndex(({ model }) => model === wanted),
	);
	const shown = appliances[index];
	const model = shown && findVehicleModel(shown.model);
	const name = (language === 'en' ? model?.nameEn : model?.name) ?? '';
	const said = `${shown?.model ?? ''} ${name}`;
	return (
		<div className="what-if__field">
			<div className="what-if__line">
				<span className="dim">{t('whatIf.appliance')}</span>
				<b className="grow ellipsis" title={said}>
					{shown?.model}
				</b>
				<span className="soft nowrap">
					{shown?.topFloor
						? t('whatIf.applianceFloor', { floor: shown.topFloor })
						: shown?.topM != null
							? t('whatIf.applianceTop', { height: joinQuantity(formatHeight(shown.topM)) })
							: t('whatIf.applianceNone')}
				</span>
			</div>
			<input
				type="range"
				className="slider"
				min={0}
				max={appliances.length - 1}
				step={1}
				value={index}
				aria-label={t('whatIf.appliance')}
				aria-valuetext={said}
				onChange={({ target }) => setModel(whatIf, appliances[Number(target.value)]?.model ?? null)}
			/>
			<p className="what-if__line dim">
				<span className="grow ellipsis">
					{shown && t('whatIf.applianceOf', { name, height: joinQuantity(formatHeight(shown.workHeightM)) })}
				</span>
				{chosen !== null && chosen !== aerial?.suggestedModel && (
					<button type="button" className="btn btn--link" onClick={() => setModel(whatIf, null)}>
						{t('whatIf.suggested')}
					</button>
				)}
			</p>
		</div>
	);
}
