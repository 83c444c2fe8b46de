import type { Page } from '@playwright/test';

/** Text that is hard to read within a part of the page. */
export interface Unreadable {
	/** Whose font is smaller than asked for. */
	readonly small: readonly string[];
	/** That runs out of its box and is cut off without an ellipsis and a tooltip to say it. */
	readonly cut: readonly string[];
}

/** Finds text under `leastPx` and text that is cut off, among what is on screen under `selector`. */
export function findUnreadable(page: Page, selector: string, leastPx: number): Promise<Unreadable> {
	return page.evaluate(
		({ root, least }) => {
			const shown = [...document.querySelectorAll<HTMLElement>(`${root}, ${root} *`)].filter((element) => {
				const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
				const hidden = element.closest('.visually-hidden, [aria-hidden="true"], svg');
				return hasText && !hidden && element.checkVisibility({ visibilityProperty: true });
			});
			const name = (element: HTMLElement) =>
				`${element.className || element.tagName}: ${element.textContent?.slice(0, 40)}`;
			const isCut = (element: HTMLElement) => {
				for (let box: HTMLElement | null = element; box?.closest(root); box = box.parentElement) {
					const { overflowX, overflowY, textOverflow } = getComputedStyle(box);
					const told = textOverflow === 'ellipsis';
					if (overflowX === 'hidden' && !told && box.scrollWidth > box.clientWidth + 1 && box === element) return true;
					if (overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 2 && box === element) return true;
				}
				return false;
			};
			return {
				small: shown.filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < least).map(name),
				cut: shown.filter(isCut).map(name),
			};
		},
		{ root: selector, least: leastPx },
	);
}
