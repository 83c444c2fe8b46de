import { type RefObject, useLayoutEffect } from 'react';

/**
 * Tells the map's panels (`--bars`) how much of the map's top the bars about life take, whatever they hold and however they wrap: no panel
 * is under them. `centre`: the column that the bars are in; `pane`: what the panels are in.
 */
export function useBarsHeight(pane: RefObject<HTMLElement | null>, centre: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		const [within, column] = [pane.current, centre.current];
		if (!within || !column) return;
		const measure = () => {
			const last = [...column.querySelectorAll<HTMLElement>(':scope > .life-bar')].at(-1);
			const heightPx = last ? last.offsetTop + last.offsetHeight + GAP_PX : 0;
			within.style.setProperty('--bars', `${heightPx}px`);
		};
		// The column is as high as what is in it: any change of a bar is one of it.
		const watch = new ResizeObserver(measure);
		watch.observe(column);
		measure();
		return () => watch.disconnect();
	}, [pane, centre]);
}

/** Between the bars and a panel. */
const GAP_PX = 8;
