import type { Scene } from 'cesium';

/**
 * The map as it is now with the labels that stand on it, as a canvas of its own: WebGL keeps its pixels only until the frame is over, so it
 * is drawn once more and copied at once. null = the browser gives no canvas.
 */
export function captureMap(scene: Scene): HTMLCanvasElement | null {
	const { canvas } = scene;
	const copy = document.createElement('canvas');
	copy.width = canvas.width;
	copy.height = canvas.height;
	const pen = copy.getContext('2d');
	if (!pen || canvas.width === 0 || canvas.height === 0) return null;
	scene.requestRender();
	scene.render();
	pen.drawImage(canvas, 0, 0);
	const ratio = canvas.width / Math.max(1, canvas.clientWidth);
	pen.scale(ratio, ratio);
	const origin = canvas.getBoundingClientRect();
	const labels = canvas.parentElement?.querySelectorAll<HTMLElement>('.city-map-label') ?? [];
	for (const label of labels) {
		if (label.style.visibility === 'visible') drawLabel(pen, label, origin);
	}
	return copy;
}

function drawLabel(pen: CanvasRenderingContext2D, label: HTMLElement, origin: DOMRect): void {
	const box = label.getBoundingClientRect();
	const { backgroundColor, borderColor } = getComputedStyle(label);
	pen.fillStyle = backgroundColor;
	pen.strokeStyle = borderColor;
	pen.lineWidth = 1;
	pen.beginPath();
	pen.roundRect(box.left - origin.left + 0.5, box.top - origin.top + 0.5, box.width - 1, box.height - 1, 4);
	pen.fill();
	pen.stroke();
	pen.textBaseline = 'middle';
	for (const part of label.children) {
		const at = part.getBoundingClientRect();
		const style = getComputedStyle(part);
		const [x, y] = [at.left - origin.left, at.top - origin.top + at.height / 2];
		pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
		const isDisc = part.className === 'city-map-label-disc';
		if (isDisc) {
			pen.fillStyle = style.backgroundColor;
			pen.beginPath();
			pen.arc(x + at.width / 2, y, at.width / 2, 0, 2 * Math.PI);
			pen.fill();
		}
		pen.fillStyle = style.color;
		pen.textAlign = isDisc ? 'center' : 'left';
		pen.fillText(part.textContent ?? '', isDisc ? x + at.width / 2 : x, y);
	}
}
