import { Footprints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BuildingSide } from '../../../domain/route.ts';
import { useWaysState } from '../../state/services.ts';
import type { Way } from '../../state/way.ts';
import { Chips } from '../../ui/chips.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { sayStop } from './say-way.ts';
import type { AskAnew } from './use-ask-anew.ts';

const SIDES = ['north', 'east', 'south', 'west'] as const satisfies readonly BuildingSide[];
const NEAREST = 'nearest';

/** Where the vehicle stops and what is left to walk; `anew`: another side of the building can be asked for. */
export function StopFacts({ way, anew }: { readonly way: Way; readonly anew: AskAnew | null }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const choice = useWaysState((state) => state.choices[way.id]);
	if (!way.stop) return null;
	const isSideCutOff = choice !== undefined && choice.side !== null && !choice.answer.found;
	const options = [
		{ value: NEAREST, label: t('way.nearestSide') },
		...SIDES.map((side) => ({ value: side, label: t(`codes.side.${side}`) })),
	] as const;
	return (
		<>
			<p className="way__stop">
				<Footprints size={18} strokeWidth={1.75} aria-hidden />
				<span>
					{sayStop(i18n, language, way.stop).map((line) => (
						<span key={line} className="way__line">
							{line}
						</span>
					))}
				</span>
			</p>
			{anew?.hasSides && (
				<Chips<BuildingSide | typeof NEAREST>
					legend={t('way.stopAtSide')}
					name={`side-${way.id}`}
					value={choice?.side ?? NEAREST}
					options={options}
					isDisabled={!anew.ask}
					onChange={(side) => anew.ask?.(side === NEAREST ? null : side)}
				/>
			)}
			{isSideCutOff && <p className="soft">{t('way.noWayToSide')}</p>}
		</>
	);
}
