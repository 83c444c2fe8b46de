import { useTranslation } from 'react-i18next';
import { compassSector } from '../../ui/format.ts';

/** Says to which of eight sides a bearing points: 'south-west'. */
export function useSideWord(): (bearingDeg: number) => string {
	const { t } = useTranslation();
	return (bearingDeg) => t(`compass.d${compassSector(bearingDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
}
