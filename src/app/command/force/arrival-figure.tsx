import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Sourced } from '../../../domain/building.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, formatDuration } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import type { SentUnit } from './list-sent.ts';

/** When a sent unit is there: counting down, there since, or late; with how it is known one press away. */
export function ArrivalFigure({ sent: { arrival, unit, dispatch, position } }: { readonly sent: SentUnit }) {
	const { t } = useTranslation();
	switch (arrival.kind) {
		case 'arrived':
			return (
				<span className="arrival" data-kind="arrived">
					<span className="route__label">{t('forceBoard.arrived')}</span> <b>+{formatDuration(arrival.tookS)}</b>
				</span>
			);
		case 'leaving':
			return (
				<span className="arrival" data-kind="leaving">
					<b>{t('forceBoard.leaving')}</b>
				</span>
			);
		case 'unknown':
			return (
				<span className="arrival" data-kind="unknown">
					<b>{t('forceBoard.noEta')}</b>
				</span>
			);
		case 'coming':
		case 'late': {
			const isWay = arrival.basis === 'way';
			// A way from an old position is a guess again.
			const isSure = isWay && position?.freshness === 'fresh';
			const basis = isSure ? 'computed' : 'estimated';
			const note = isWay ? 'remaining-way' : 'assessed-less-elapsed';
			const inputs: Sourced['inputs'] = {
				model: unit?.model ?? null,
				plate: dispatch.plate,
				...(arrival.kind === 'coming' && isWay ? { distanceM: arrival.distanceM } : {}),
			};
			const isLate = arrival.kind === 'late';
			const figure = isLate
				? `+${formatDuration(arrival.overS)}`
				: `${isSure ? '' : `${t('force.about')} `}${formatArrival(arrival.leftS)}`;
			return (
				<BasisButton
					className="text-btn route__figure arrival"
					label={t('forceBoard.eta')}
					value={figure}
					sourced={{ basis, source: 'fengtu', date: null, note, ruleId: 'A4', inputs }}
				>
					{isLate && <TriangleAlert className="warn" size={16} strokeWidth={1.75} aria-hidden />}
					<b>{figure}</b>
					<span className="route__label">{t(isLate ? 'forceBoard.late' : 'forceBoard.comes')}</span>
					<BasisTag basis={basis} />
				</BasisButton>
			);
		}
	}
}
