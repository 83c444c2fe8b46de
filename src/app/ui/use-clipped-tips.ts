import { useEffect } from 'react';

/** What may be cut off at its end where room is short. */
const CUT = '.ellipsis, .card__answer, summary, .routes .finding';

/** Gives text that is cut off a tooltip with all of its words, when the pointer comes to it. */
export function useClippedTips(): void {
	useEffect(() => {
		const onOver = ({ target }: MouseEvent) => {
			const cut = target instanceof Element ? target.closest<HTMLElement>(CUT) : null;
			if (!cut) return;
			if (cut.dataset.tip !== undefined) {
				cut.removeAttribute('title');
				delete cut.dataset.tip;
			}
			const isCut = cut.scrollWidth > cut.clientWidth || cut.scrollHeight > cut.clientHeight;
			if (!isCut || cut.closest('[title]')) return;
			cut.title = (cut.textContent ?? '').trim();
			cut.dataset.tip = '';
		};
		document.addEventListener('mouseover', onOver);
		return () => document.removeEventListener('mouseover', onOver);
	}, []);
}
