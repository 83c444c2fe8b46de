import { useTranslation } from 'react-i18next';
import type { FlowNeed, Supply } from '../../../domain/alert/supply.ts';
import { sayNote } from '../../i18n/say-code.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatEstimated, formatFlow, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { METHOD_KEYS } from './water-values.tsx';

/** The flow needed by each way of reckoning it; the one that the balance uses says so. */
export function WaterNeeds({ supply: { needs, neededBy } }: { readonly supply: Supply }) {
	const { t } = useTranslation();
	if (needs.length === 0) return <p className="soft">{t('supply.needUnknown')}</p>;
	const indoorLps = needs[0]?.sourced.inputs?.indoorLps;
	return (
		<>
			<ul className="rows rows--tight">
				{needs.map((need) => (
					<li key={need.method}>
						<NeedRow need={need} isUsed={need.method === neededBy} />
					</li>
				))}
			</ul>
			{typeof indoorLps === 'number' && (
				<p className="soft">{t('supply.indoor', { flow: joinQuantity(formatFlow(indoorLps)) })}</p>
			)}
		</>
	);
}

function NeedRow({ need, isUsed }: { readonly need: FlowNeed; readonly isUsed: boolean }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { flowLps, reason, sourced, method } = need;
	const label = t(`supply.method.${METHOD_KEYS[method]}`);
	const flow = flowLps === null ? t('value.unknown') : joinQuantity(formatFlow(flowLps));
	const value = sourced.basis === 'estimated' ? formatEstimated(flow, language) : flow;
	return (
		<div className="row" data-need={method}>
			<span className="grow ellipsis">
				{label} {isUsed && <span className="soft">{t('supply.used')}</span>}
			</span>
			<BasisButton className="row-value" label={label} value={value} sourced={sourced}>
				{reason && <span>{sayNote(i18n, reason)}</span>}
				<b className="water-figure">{value}</b>
				<BasisTag basis={flowLps === null ? 'unknown' : sourced.basis} />
			</BasisButton>
		</div>
	);
}
