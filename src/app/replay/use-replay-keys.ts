import { type RefObject, useEffect, useRef } from 'react';
import { runShortcut } from '../shell/run-shortcut.ts';
import type { Services } from '../state/services.ts';
import type { OpenReplay } from './open-replay.ts';
import { endReplay } from './start-replay.ts';

/**
 * Keys while a replay is open: they do to it what they do to the present; left and right step where nothing else has a use for them; Y and Esc
 * leave it; F2 leaves it and answers what waits now.
 */
export function useReplayKeys(
	{ services }: OpenReplay,
	now: Services,
	bar: RefObject<HTMLElement | null>,
	step: (by: 1 | -1) => void,
): void {
	const stepNow = useRef(step);
	stepNow.current = step;
	useEffect(() => {
		const run = (event: KeyboardEvent): boolean => {
			const target = event.target instanceof Element ? event.target : null;
			const isTyping = target?.closest('input:not([type=range]), textarea, select, [contenteditable], dialog') != null;
			const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
			const isByItself = target === document.body || (bar.current?.contains(target) ?? false);
			if (isPlain && isByItself && !isTyping && target?.matches('[type=range]') !== true) {
				if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
					stepNow.current(event.key === 'ArrowLeft' ? -1 : 1);
					return true;
				}
			}
			if (isPlain && !isTyping && event.key.toLowerCase() === 'y' && now.settings.getState().singleKeys) {
				endReplay(now.ui);
				return true;
			}
			if (runShortcut(event, services)) return true;
			if (event.key !== 'Escape' || isTyping) return false;
			endReplay(now.ui);
			return true;
		};
		// Before the page's own listener, which works on the present.
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.defaultPrevented) return;
			if (event.key === 'F2') {
				endReplay(now.ui);
				return;
			}
			if (run(event)) event.preventDefault();
			event.stopPropagation();
		};
		document.addEventListener('keydown', onKeyDown);
		return () => document.removeEventListener('keydown', onKeyDown);
	}, [services, now, bar]);
}
