import type { Layer, MapContext } from './layer.ts';
import type { PictureCursor } from './marks-picture.ts';

/** Other pages' pointers. */
export interface CursorsProps {
	readonly cursors: readonly PictureCursor[];
}

const SVG = 'http://www.w3.org/2000/svg';
const ARROW = 'M1 1l5 15 3-6 6-3z';

function createElement({ name }: PictureCursor): HTMLElement {
	const element = document.createElement('div');
	element.className = 'city-map-cursor';
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 17 17');
	svg.setAttribute('width', '17');
	svg.setAttribute('height', '17');
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', ARROW);
	svg.append(path);
	const label = document.createElement('span');
	label.textContent = name;
	element.append(svg, label);
	return element;
}

/** Shows where the pointers of other pages are, each with a name: HTML over the canvas, moved with the camera. */
export function createCursorsLayer({ scene, camera, ground }: MapContext, props: CursorsProps): Layer<CursorsProps> {
	const board = document.createElement('div');
	board.className = 'city-map-labels';
	board.setAttribute('aria-hidden', 'true');
	scene.canvas.parentElement?.append(board);
	const shown = new Map<number, { cursor: PictureCursor; readonly element: HTMLElement }>();
	const place = () => {
		for (const { cursor, element } of shown.values()) {
			const at = camera.project(cursor, ground.heightAt(cursor.lon, cursor.lat));
			element.style.visibility = at ? 'visible' : 'hidden';
			if (at) element.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
		}
	};
	const draw = ({ cursors }: CursorsProps) => {
		const present = new Set(cursors.map(({ id }) => id));
		for (const [id, { element }] of shown) {
			if (present.has(id)) continue;
			element.remove();
			shown.delete(id);
		}
		for (const cursor of cursors) {
			const known = shown.get(cursor.id);
			if (known && known.cursor.name === cursor.name) {
				known.cursor = cursor;
				continue;
			}
			known?.element.remove();
			const element = createElement(cursor);
			board.append(element);
			shown.set(cursor.id, { cursor, element });
		}
		place();
	};
	const stopFollowing = scene.postRender.addEventListener(place);
	draw(props);
	return {
		update: draw,
		destroy() {
			stopFollowing();
			board.remove();
		},
	};
}
