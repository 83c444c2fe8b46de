import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { findNextFloor } from './find-next-floor.ts';

interface FloorFieldProps {
	/** null = unknown. */
	readonly floor: number | null;
	/** Of the target; null = unknown. */
	readonly floors: number | null;
	readonly floorsBelow: number | null;
	readonly onChange: (floor: number | null) => void;
}

/** Which floor burns, by steps; there is no floor 0. */
export function FloorField({ floor, floors, floorsBelow, onChange }: FloorFieldProps) {
	const { t } = useTranslation();
	const range = { floors, floorsBelow };
	const said =
		floor === null
			? t('whatIf.fireFloorUnknown')
			: floor > 0
				? t('whatIf.floorValue', { floor })
				: t('whatIf.floorBelow', { floor: -floor });
	return (
		<fieldset className="what-if__line" aria-label={t('whatIf.fireFloor')}>
			<span className="dim grow">{t('whatIf.fireFloor')}</span>
			{floor !== null && (
				<button type="button" className="btn btn--link" onClick={() => onChange(null)}>
					{t('whatIf.clear')}
				</button>
			)}
			<IconButton
				small
				icon={Minus}
				label={t('whatIf.floorDown')}
				onClick={() => onChange(findNextFloor(floor, -1, range))}
			/>
			<output className="what-if__floor">{said}</output>
			<IconButton
				small
				icon={Plus}
				label={t('whatIf.floorUp')}
				onClick={() => onChange(findNextFloor(floor, 1, range))}
			/>
		</fieldset>
	);
}
