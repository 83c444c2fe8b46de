import { type RefObject, useLayoutEffect } from 'react';

/**
 * Gives the focus back to where it was when a panel goes while it holds the focus: nobody is thrown to the top of the page.
 * @param isEntered the panel takes the focus when it comes
 * @param key of what the panel shows; with another one it has come anew
 */
export function useFocusReturn(panel: RefObject<HTMLElement | null>, isEntered: boolean, key: string): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is shown.
	useLayoutEffect(() => {
		const element = panel.current;
		const before = document.activeElement;
		if (isEntered) element?.focus({ preventScroll: true });
		return () => {
			const isInside = element?.contains(document.activeElement) ?? false;
			if (isInside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
		};
	}, [panel, isEntered, key]);
}
