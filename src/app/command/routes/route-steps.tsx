import {
	ArrowUp,
	ArrowUpLeft,
	ArrowUpRight,
	CircleDot,
	CornerLeftDown,
	CornerRightDown,
	CornerUpLeft,
	CornerUpRight,
	Flag,
	type LucideIcon,
	RotateCcw,
	Undo2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RouteStep, TurnDirection } from '../../../domain/route.ts';
import { useServices } from '../../state/services.ts';
import { formatArrival, formatDistance, joinQuantity } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { sayStep } from './say-way.ts';

const ICONS: Readonly<Record<TurnDirection, LucideIcon>> = {
	depart: CircleDot,
	straight: ArrowUp,
	'slight-left': ArrowUpLeft,
	left: CornerUpLeft,
	'sharp-left': CornerLeftDown,
	'slight-right': ArrowUpRight,
	right: CornerUpRight,
	'sharp-right': CornerRightDown,
	'u-turn': Undo2,
	roundabout: RotateCcw,
	arrive: Flag,
};
/** How near the map comes to a step that is pressed, metres. */
const STEP_RANGE_M = 450;

/** The steps of a way with their turns; pressing one shows its place. */
export function RouteSteps({ steps }: { readonly steps: readonly RouteStep[] }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { ui } = useServices();
	return (
		<ol className="rows steps" aria-label={t('way.steps')}>
			{steps.map((step) => {
				const Icon = ICONS[step.turn];
				const { lon, lat, distanceM, durationS, from, turn } = step;
				return (
					<li key={`${from} ${turn}`}>
						<button
							type="button"
							className="row step"
							onClick={() => ui.setState({ request: { kind: 'fly', lon, lat, rangeM: STEP_RANGE_M } })}
						>
							<Icon size={18} strokeWidth={1.75} aria-hidden />
							<span className="grow">{sayStep(i18n, language, step)}</span>
							{turn !== 'arrive' && (
								<span className="row__end">
									{joinQuantity(formatDistance(distanceM))} <b>{formatArrival(durationS)}</b>
								</span>
							)}
						</button>
					</li>
				);
			})}
		</ol>
	);
}
