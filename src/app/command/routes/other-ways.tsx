import { useTranslation } from 'react-i18next';
import { useServices, useWaysState } from '../../state/services.ts';
import type { Way } from '../../state/way.ts';
import type { Choice } from '../../state/ways-store.ts';
import { formatArrival, formatDistance, formatNumber, joinQuantity } from '../../ui/format.ts';
import type { AskAnew } from './use-ask-anew.ts';

/** Second and third ways of a station's vehicle, asked for when they are wanted; choosing one draws it in this page. */
export function OtherWays({ way, anew: { ask, isBusy } }: { readonly way: Way; readonly anew: AskAnew }) {
	const { t } = useTranslation();
	const { ways } = useServices();
	const choice = useWaysState((state) => state.choices[way.id]);
	const choose = (from: Choice, index: number) =>
		ways.setState(({ choices }) => ({ choices: { ...choices, [way.id]: { ...from, index } } }));

	if (!choice) {
		return (
			<button type="button" className="btn" disabled={isBusy || !ask} onClick={() => ask?.(null)}>
				{t('way.findOthers')}
			</button>
		);
	}
	if (choice.answer.routes.length < 2) return <p className="soft">{t('way.noOthers')}</p>;
	return (
		<div className="way__part" role="radiogroup" aria-label={t('way.others')}>
			<h3>{t('way.others')}</h3>
			{choice.answer.routes.map(({ durationS, distanceM, sharedShare }, index) => (
				<label key={`${durationS} ${distanceM}`} className="check-row">
					<input
						type="radio"
						name={`way-${way.id}`}
						checked={choice.index === index}
						onChange={() => choose(choice, index)}
					/>
					<span className="grow">
						{t('way.nth', { number: index + 1 })}
						{index > 0 && <span className="soft"> {t('way.shared', { share: formatNumber(sharedShare * 100) })}</span>}
					</span>
					<span className="soft">{joinQuantity(formatDistance(distanceM))}</span>
					<b>{formatArrival(durationS)}</b>
				</label>
			))}
		</div>
	);
}
