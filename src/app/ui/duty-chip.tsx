import { useTranslation } from 'react-i18next';
import { findWord } from '../i18n/say-code.ts';
import './duty-chip.css';

const DROP = 'M8 2.2c2.4 3.1 3.7 5.1 3.7 7a3.7 3.7 0 0 1-7.4 0c0-1.9 1.3-3.9 3.7-7z';

/** Shape of each duty status of GA/T 974.39 in a box of 16 (UI design language, section 3), and its tone. */
const LOOKS: Readonly<Record<string, { readonly d: string; readonly tone: string; readonly isFilled?: boolean }>> = {
	'10': { d: 'M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9z', tone: 'ready' },
	'20': { d: 'M8 3 13.5 12.5h-11z', tone: 'moving' },
	'21': { d: 'M2.5 8h11M9 3.5 13.5 8 9 12.5', tone: 'moving' },
	'22': { d: 'M3.5 3.5h9v9h-9z', tone: 'rest', isFilled: true },
	'23': { d: DROP, tone: 'water', isFilled: true },
	'24': { d: `${DROP}M2.5 13.5 13.5 2.5`, tone: 'water' },
	'25': { d: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5', tone: 'rest' },
	'26': { d: 'M4 14V2.5h8.5L10.5 5.5l2 3H4', tone: 'ready' },
	'27': {
		d: 'M5.5 3.5c1.7 2.2 2.6 3.6 2.6 4.9a2.6 2.6 0 0 1-5.2 0c0-1.3.9-2.7 2.6-4.9zM9.5 12h5M12.5 10l2 2-2 2',
		tone: 'water',
	},
	'30': {
		d: 'M8 4.5C6.5 3.3 4.5 3 2.5 3v9.5c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5V3c-2 0-4 .3-5.5 1.5zM8 4.5V14',
		tone: 'plain',
	},
};
const ORDERED = 'M4.5 2.5h7M4.5 13.5h7M5 2.5c0 3 3 3.5 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 3.5-3 5.5s3 2.5 3 5.5';

interface DutyChipProps {
	/** GA/T 974.39, two digits. */
	readonly state: string;
	/** Stands by still, but was told to go. */
	readonly isOrdered?: boolean;
	/** After the words: of how many. */
	readonly more?: string;
	/** Only shape and code: the word is in the tooltip. */
	readonly isShort?: boolean;
	readonly title?: string;
}

/** What a unit does: shape, code and word. A code that is not known says so. */
export function DutyChip({ state, isOrdered = false, more, isShort = false, title }: DutyChipProps) {
	const { t, i18n } = useTranslation();
	const look = LOOKS[state];
	const isWaiting = isOrdered && look?.tone === 'ready';
	const word = isWaiting ? t('forceBoard.ordered') : (findWord(i18n, 'duty', state) ?? t('codes.duty.unknown'));
	return (
		<span
			className="duty"
			data-state={state}
			data-tone={isWaiting ? 'moving' : (look?.tone ?? 'plain')}
			title={title ?? (isShort ? `${state} ${word}` : undefined)}
		>
			<DutyShape state={state} isOrdered={isWaiting} />
			{state}
			<span className={isShort ? 'visually-hidden' : undefined}> {word}</span>
			{more && <span className="duty__more">{more}</span>}
		</span>
	);
}

/** The shape alone, where the words stand beside it. */
export function DutyShape({ state, isOrdered = false }: { readonly state: string; readonly isOrdered?: boolean }) {
	const look = LOOKS[state];
	return (
		<svg
			className="duty__shape"
			data-filled={(!isOrdered && look?.isFilled) || undefined}
			width="14"
			height="14"
			viewBox="0 0 16 16"
			aria-hidden="true"
		>
			<path d={isOrdered ? ORDERED : (look?.d ?? 'M8 3v6M8 12v.5')} />
		</svg>
	);
}
