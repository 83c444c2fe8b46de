import { useEffect, useState } from 'react';
import type { Tool, UiStore } from '../state/ui-store.ts';

/** What these make or reckon is of the present. */
const REFUSED: readonly Tool[] = ['alarm', 'route', 'closure', 'what-if', 'measure'];
const SAID_MS = 4000;

/** Puts tools away that have no use in a replay; true for a moment after one was taken in hand. */
export function useRefusedTools(ui: UiStore): boolean {
	const [isSaid, setIsSaid] = useState(false);
	useEffect(
		() =>
			ui.subscribe(({ tool, placing }) => {
				if (!REFUSED.includes(tool) && placing === null) return;
				ui.setState({ tool: 'none', placing: null });
				setIsSaid(true);
			}),
		[ui],
	);
	useEffect(() => {
		if (!isSaid) return;
		const timer = setTimeout(() => setIsSaid(false), SAID_MS);
		return () => clearTimeout(timer);
	}, [isSaid]);
	return isSaid;
}
