import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useServices, useUi } from '../state/services.ts';
import type { CardSize, CardSizes } from '../ui/card.tsx';
import { useCompact } from '../ui/use-compact.ts';

type Sizes = Readonly<Record<string, CardSize>>;

const ALL = ['1', '2', '3', '4', '5', '6'] as const;

function sizesOf(first: CardSize, folded: readonly string[]): Sizes {
	return Object.fromEntries(ALL.map((key) => [key, folded.includes(key) ? 'folded' : first]));
}

/** What is tried in turn until all six cards are on screen at once: the later cards give way first. */
const STEPS: readonly Sizes[] = [
	sizesOf('open', []),
	sizesOf('open', ['6']),
	sizesOf('short', []),
	sizesOf('short', ['6']),
	sizesOf('short', ['5', '6']),
	sizesOf('short', ['4', '5', '6']),
];
/** In a small window the last three are one line each from the start; long words in the first two leave one line to the water too. */
const STEPS_COMPACT: readonly Sizes[] = [
	sizesOf('open', ['4', '5', '6']),
	sizesOf('short', ['4', '5', '6']),
	sizesOf('short', ['3', '4', '5', '6']),
];
/** The six, and the head of the list of incidents below them: no half row at the foot. */
const LAST_ROW = '[data-card="incidents"] > .card__head';

/**
 * How large the cards of an incident are: as a person left them, else as much as lets all six be on screen at once. That is found when an
 * incident is shown and when the window changes, and not when numbers change: cards never move by themselves. The list of incidents
 * below them makes room. @param panel that they stand in; null = not on screen yet
 * @param shown which cards these are: another one is measured anew
 */
export function useCardSizes(panel: HTMLElement | null, shown: string): CardSizes {
	const { ui } = useServices();
	const compact = useCompact();
	const windowSize = useWindowSize();
	const chosen = useUi((state) => state.cardSizes);
	const steps = compact ? STEPS_COMPACT : STEPS;
	const key = `${shown} ${windowSize}`;
	const [fit, setFit] = useState({ key, step: 0, isFound: false });
	const step = fit.key === key ? fit.step : 0;
	const isFound = fit.key === key && fit.isFound;

	useLayoutEffect(() => {
		const last = panel?.querySelector(LAST_ROW);
		if (isFound || !panel || !last) return;
		const fits = last.getBoundingClientRect().bottom <= panel.getBoundingClientRect().bottom;
		const isLast = step === steps.length - 1;
		setFit({ key, step: fits || isLast ? step : step + 1, isFound: fits || isLast });
	}, [panel, key, step, isFound, steps]);

	return useMemo(
		() => ({
			sizeOf: (card) => chosen[card] ?? steps[step]?.[card] ?? 'folded',
			resize: (card, size) => ui.setState((state) => ({ cardSizes: { ...state.cardSizes, [card]: size } })),
		}),
		[chosen, steps, step, ui],
	);
}

/** Width and height of the window, as a key. */
function useWindowSize(): string {
	const [size, setSize] = useState(() => `${innerWidth}x${innerHeight}`);
	useEffect(() => {
		const read = () => setSize(`${innerWidth}x${innerHeight}`);
		addEventListener('resize', read);
		return () => removeEventListener('resize', read);
	}, []);
	return size;
}
