import { drawOnPaper } from '../state/draw-on-paper.ts';
import type { Services } from '../state/services.ts';
import type { MapPicture } from './report-parts.ts';

const QUALITY = 0.9;

/** The 3D map as it is on screen, but dark on light, when it shows this incident. @throws the reason of `signal` */
export async function takeMapPicture(
	{ ui, selection }: Pick<Services, 'ui' | 'selection'>,
	incidentId: string,
	signal: AbortSignal,
): Promise<MapPicture> {
	const { captureMap } = ui.getState();
	if (!captureMap) return { why: 'noMap' };
	if (selection.getState().incidentId !== incidentId) return { why: 'otherShown' };
	const canvas = await drawOnPaper(ui, async () => captureMap());
	signal.throwIfAborted();
	const file = canvas && (await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY)));
	signal.throwIfAborted();
	return file ? { jpeg: await file.arrayBuffer(), atMs: Date.now() } : { why: 'pictureFailed' };
}
