import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Exposure } from '../../../domain/alert/exposures.ts';
import type { Neighbour } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatEstimated, formatExact, formatGap, formatRounded, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { mayIgnite } from './list-by-danger.ts';

/** The assumption that only a neighbour of unknown height is reckoned with. */
const SUPPOSED = 'exposure.supposedHeightM';
const UNKNOWN: Sourced = { basis: 'unknown', source: 'fengtu', date: null, note: 'height-unknown' };

/** What threatens one neighbour, where there is something to say: radiation in words, separation that is missing, wind. */
export function ExposureLine({
	neighbour,
	exposure,
	source,
}: {
	readonly neighbour: Neighbour;
	readonly exposure: Exposure | undefined;
	/** Where the radiation on all neighbours comes from: Target.sources.radiationKwM2. */
	readonly source: Sourced | undefined;
}) {
	const { t } = useTranslation();
	const isShort = (neighbour.separation?.deficitM ?? 0) > 0;
	const isHot = exposure !== undefined && exposure.reaches !== 'none';
	if (!isShort && !isHot) return null;
	return (
		<div className="exposure" data-ignites={(exposure && mayIgnite(exposure)) || undefined}>
			{isShort && <MissingSeparation neighbour={neighbour} />}
			{isHot && <Radiation exposure={exposure} source={source} />}
			{exposure?.wind && <span className="ellipsis">{t(`exposure.wind.${exposure.wind}`)}</span>}
			{exposure?.shieldedBy && <span className="ellipsis">{t('exposure.shielded', { id: exposure.shieldedBy })}</span>}
		</div>
	);
}

function Radiation({
	exposure,
	source = UNKNOWN,
}: {
	readonly exposure: Exposure;
	readonly source: Sourced | undefined;
}) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { radiationKwM2, reaches } = exposure;
	const sourced = sourceRadiation(source, exposure);
	const isKnown = radiationKwM2 !== null && reaches !== null;
	const value = isKnown ? formatEstimated(`${formatRounded(radiationKwM2, 1)} kW/m²`, language) : t('value.unknown');
	return (
		<BasisButton className="row-value" label={t('exposure.radiation')} value={value} sourced={sourced}>
			{mayIgnite(exposure) && <TriangleAlert size={14} strokeWidth={2} aria-hidden />}
			<span>{isKnown ? `${value} ${t(`exposure.reaches.${reaches}`)}` : t('exposure.radiationUnknown')}</span>
			<BasisTag basis={isKnown ? sourced.basis : 'unknown'} />
		</BasisButton>
	);
}

/** The source of all with what is this neighbour's own. */
function sourceRadiation(source: Sourced, { viewFactor, gapM, supposedHeightM }: Exposure): Sourced {
	const { inputs = {}, assumptions = [] } = source;
	const isSupposed = supposedHeightM !== null && viewFactor !== null;
	return {
		...source,
		note: isSupposed ? 'height-supposed' : source.note,
		inputs: { ...inputs, viewFactor, gapM, ...(isSupposed && { supposedHeightM }) },
		assumptions: assumptions.filter((id) => isSupposed || id !== SUPPOSED),
	};
}

function MissingSeparation({ neighbour }: { readonly neighbour: Neighbour }) {
	const { t } = useTranslation();
	const { separation, gapM } = neighbour;
	if (separation === null || separation.requiredM === null) return null;
	const { requiredM, row, column } = separation;
	const required = `${formatExact(requiredM)} m`;
	const said = t('exposure.atLeast', { required });
	const sourced: Sourced = {
		basis: 'norm',
		source: 'fengtu',
		date: null,
		note: null,
		ruleId: 'A6',
		inputs: { gapM, row, column },
	};
	return (
		<BasisButton
			className="row-value exposure__required"
			label={t('exposure.required')}
			value={`${said} (${joinQuantity(formatGap(gapM, [requiredM]))})`}
			sourced={sourced}
		>
			<TriangleAlert size={14} strokeWidth={2} aria-hidden />
			<span>{said}</span>
			<BasisTag basis="norm" />
		</BasisButton>
	);
}
