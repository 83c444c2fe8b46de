import type { KeyboardEvent } from 'react';

/** How many rows each key goes on; Home and End go past every end. */
const STEPS: Readonly<Record<string, number>> = {
	ArrowDown: 1,
	ArrowRight: 1,
	ArrowUp: -1,
	ArrowLeft: -1,
	Home: Number.NEGATIVE_INFINITY,
	End: Number.POSITIVE_INFINITY,
};

/**
 * Walks a list by arrows, Home and End: `onKeyDown` of what holds the rows. In each row one button carries `data-stop`; from any other button
 * of the row the way goes on from there too. Keys of fields in it are left alone.
 */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
	const step = STEPS[event.key];
	const target = event.target as HTMLElement;
	if (step === undefined || event.defaultPrevented || target.matches('input, select, textarea')) return;
	const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
	const at = stops.findLastIndex((stop) => stop === target || isBefore(stop, target));
	if (at < 0) return;
	event.preventDefault();
	stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
}

function isBefore(one: Node, other: Node): boolean {
	return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
