import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './card.css';

interface CardProps {
	/** Place in the fixed order; also the key that jumps here. */
	readonly number?: number;
	readonly icon: LucideIcon;
	/** Visible title and the landmark's stable name. */
	readonly title: string;
	/** One-line answer at the right; all that is needed when there is no time to read on. */
	readonly answer?: ReactNode;
	readonly children?: ReactNode;
}

/** One region of the panel: number, icon, title, one-line answer, body. */
export function Card({ number, icon: Icon, title, answer, children }: CardProps) {
	return (
		<section className="card" aria-label={title} tabIndex={-1} data-card={number}>
			<div className="card__head">
				{number !== undefined && (
					<span className="card__number" aria-hidden>
						{number}
					</span>
				)}
				<Icon size={18} strokeWidth={1.75} aria-hidden />
				<h2>{title}</h2>
				<div className="card__answer">{answer}</div>
			</div>
			{children && <div className="card__body">{children}</div>}
		</section>
	);
}
