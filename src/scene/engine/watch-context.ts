import type { CesiumWidget } from 'cesium';
import { findWebglFault } from './webgl-support.ts';

const TRY_EVERY_MS = 300;
const GIVE_UP_AFTER_MS = 15_000;

/** What becomes of a map whose WebGL context is gone. */
export interface ContextEvents {
	/** Drawing has stopped. */
	onLost(): void;
	/** The browser gives contexts again: the widget can be made anew. */
	onAvailable(): void;
	/** No context came within 15 s, or the widget fails by itself. Reason as a code. */
	onGiveUp(reason: string): void;
}

/**
 * Watches a widget for a lost context. Cesium cannot go on with a restored one (its textures and shaders are gone), so the
 * widget is stopped and the caller makes a new one as soon as the browser gives a context. Returns its undo.
 */
export function watchContext(widget: CesiumWidget, events: ContextEvents): () => void {
	const { canvas } = widget;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isLost = false;
	const lose = () => {
		if (isLost) return;
		isLost = true;
		widget.useDefaultRenderLoop = false;
		events.onLost();
		const sinceMs = performance.now();
		const attempt = () => {
			if (findWebglFault() === null) events.onAvailable();
			else if (performance.now() - sinceMs > GIVE_UP_AFTER_MS) events.onGiveUp('context-lost');
			else timer = setTimeout(attempt, TRY_EVERY_MS);
		};
		timer = setTimeout(attempt, 0);
	};
	const handleLoss = (event: Event) => {
		event.preventDefault();
		lose();
	};
	canvas.addEventListener('webglcontextlost', handleLoss);
	const stopErrors = widget.scene.renderError.addEventListener((_scene: unknown, error: unknown) => {
		console.error('scene: rendering stopped', error);
		const context = canvas.getContext('webgl2');
		if (!context || context.isContextLost()) lose();
		else events.onGiveUp('render-error');
	});
	return () => {
		clearTimeout(timer);
		canvas.removeEventListener('webglcontextlost', handleLoss);
		stopErrors();
	};
}
