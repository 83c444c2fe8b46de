import { ChevronDown, ChevronRight, type LucideIcon, RefreshCw } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { useTranslation } from 'react-i18next';
import './card.css';

/** How much of a card is shown: its one line; what decides; everything. */
export type CardSize = 'folded' | 'short' | 'open';

/** How large cards are; keyed by number, or by name where a card has none. */
export interface CardSizes {
	readonly sizeOf: (key: string) => CardSize;
	readonly resize: (key: string, size: CardSize) => void;
}

/** Given around cards whose contents are being made anew: each says so in its head. */
export const CardUpdatingContext = createContext(false);

/** Given around cards that can be folded; without it they stay open. */
export const CardSizesContext = createContext<CardSizes | null>(null);

interface CardProps {
	/** Place in the fixed order; also the key that jumps here. */
	readonly number?: number;
	/** Key of a card without a number in CardSizes; absent = it does not fold. */
	readonly name?: string;
	readonly icon: LucideIcon;
	/** Visible title and the landmark's stable name. */
	readonly title: string;
	/** One-line answer at the right; all that is needed when there is no time to read on. */
	readonly answer?: ReactNode;
	readonly children?: ReactNode;
}

/** One region of the panel: number, icon, title, one-line answer, body. Folded, the one line is all that remains; short, what carries `card__extra` is left out. */
export function Card({ number, name, icon: Icon, title, answer, children }: CardProps) {
	const { t } = useTranslation();
	const sizes = useContext(CardSizesContext);
	const isUpdating = useContext(CardUpdatingContext);
	const bodyId = useId();
	const key = name ?? number?.toString();
	const canFold = sizes !== null && key !== undefined && children !== undefined;
	const size = canFold ? sizes.sizeOf(key) : 'open';
	return (
		<section className="card" aria-label={title} tabIndex={-1} data-card={number ?? name} data-size={size}>
			<div className="card__head">
				{number !== undefined && (
					<span className="card__number" aria-hidden>
						{number}
					</span>
				)}
				<Icon size={18} strokeWidth={1.75} aria-hidden />
				<h2>{title}</h2>
				{isUpdating && (
					<span className="card__updating" title={t('assessing.updatingHint')}>
						<RefreshCw size={14} strokeWidth={1.75} aria-hidden />
						{t('assessing.updating')}
					</span>
				)}
				<div className="card__answer">{answer}</div>
				{canFold && (
					<button
						type="button"
						className="card__fold"
						aria-expanded={size === 'open'}
						aria-controls={bodyId}
						aria-label={title}
						onClick={() => sizes.resize(key, size === 'open' ? 'folded' : 'open')}
					>
						{size !== 'open' ? (
							<ChevronRight size={16} strokeWidth={1.75} aria-hidden />
						) : (
							<ChevronDown size={16} strokeWidth={1.75} aria-hidden />
						)}
					</button>
				)}
			</div>
			{children && (
				<div className="card__body" id={bodyId} hidden={size === 'folded'}>
					{children}
				</div>
			)}
		</section>
	);
}
