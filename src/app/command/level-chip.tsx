import { useTranslation } from 'react-i18next';
import './level-chip.css';

const BARS = [1, 2, 3, 4, 5] as const;

/** Fire level (XF/T 1340): bars n of 5 and the word; not graded is said in words. */
export function LevelChip({ level }: { readonly level: number | null }) {
	const { t } = useTranslation();
	const known = BARS.find((bar) => bar === level);
	if (known === undefined) return <span className="level level--none">{t('codes.level.none')}</span>;
	return (
		<span className="level" data-level={known}>
			<svg width="20" height="12" viewBox="0 0 20 12" aria-hidden="true">
				{BARS.map((bar) => (
					<rect
						key={bar}
						x={bar * 4 - 4}
						y={12 - bar * 2 - 2}
						width="3"
						height={bar * 2 + 2}
						fill="currentColor"
						opacity={bar <= known ? 1 : 0.3}
					/>
				))}
			</svg>
			{t(`codes.level.${known}`)}
		</span>
	);
}
